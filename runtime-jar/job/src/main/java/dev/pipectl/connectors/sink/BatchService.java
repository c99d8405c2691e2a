package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.io.Serializable;
import java.util.List;

/** A service that takes batches. One serves all lanes of a writer, from several threads at once. */
public interface BatchService<P> extends AutoCloseable {
    /** Opens the service where the writer runs. */
    @FunctionalInterface
    interface Factory<P> extends Serializable {
        /** A service that is closed with its writer. */
        BatchService<P> open();
    }

    /**
     * Sends a batch and waits for the answer: one verdict for each entry, in order. Throws what {@link #kind} judges when
     * the request failed as a whole. Never retries by itself.
     */
    List<Verdict> send(List<Entry<P>> batch) throws Exception;

    /** What the service's user is called that must be allowed, for example {@code firehose:PutRecordBatch}. */
    String action();

    /** What is written to, for a sentence: {@code the delivery stream 'raw'}. */
    String resource();

    /** What a failed request means. When it was refused, the entries that are to blame are found by smaller batches. */
    default FailureKind kind(Throwable failure) {
        return ServiceFailures.kind(failure);
    }

    /** Whether a temporary failure asks for less. */
    default boolean isThrottling(Throwable failure) {
        return ServiceFailures.isThrottle(failure);
    }

    /** Code and message of a request of a single entry that was refused. */
    default Verdict.Refused refusal(Throwable failure) {
        return AwsAnswers.of(failure);
    }

    /** The sentence that the job stops with. */
    default RuntimeException fatal(Throwable failure) {
        return ServiceFailures.fatal(failure, action(), resource());
    }

    @Override
    void close();
}

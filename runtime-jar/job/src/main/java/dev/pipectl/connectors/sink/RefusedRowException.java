package dev.pipectl.connectors.sink;

import java.util.function.Supplier;
import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** A row that a service refuses and that nothing else can take; a restart would meet it again. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class RefusedRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private RefusedRowException(String message) {
        super(message);
    }

    /** The service's message is left out: it may repeat parts of the row. */
    static void stop(String output, Verdict.Refused refusal, String resource) {
        throw new RefusedRowException("The output '" + output + "' has a row that " + resource + " refuses ("
                + refusal.code() + "), and no dead-letter target that could take it.");
    }

    static void stopLetters(Supplier<byte[]> letter, Verdict.Refused refusal, String resource) {
        throw new RefusedRowException("A dead letter is refused by " + resource + " (" + refusal.code()
                + "), and there is nowhere else that it could go.");
    }
}

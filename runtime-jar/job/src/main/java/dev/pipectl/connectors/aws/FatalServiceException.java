package dev.pipectl.connectors.aws;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A service call that no restart of the job can make work; Flink fails the job at once because of it.
 *
 * <p>It has no cause but the cause's stack trace: Flink knows the class again only where the whole exception can be
 * serialized and read again, which exceptions of the SDK do not promise.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class FatalServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;

    /** A failure with the sentence that the user reads. */
    public FatalServiceException(FailureKind kind, String sentence, Throwable cause) {
        super(sentence);
        this.kind = kind;
        if (cause != null) {
            setStackTrace(cause.getStackTrace());
        }
    }

    /** What is wrong. */
    public FailureKind kind() {
        return kind;
    }
}

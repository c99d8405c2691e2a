package dev.pipectl.functions;

/** PIPECTL_BIGINT_REMAINDER(a, b): a % b, with the sign of a; a division by zero stops the job. */
public final class BigintRemainder extends ExactFunction {
    public Long eval(Long a, Long b) {
        return a == null || b == null ? null : Long.valueOf(Bigints.remainder(a, b));
    }
}

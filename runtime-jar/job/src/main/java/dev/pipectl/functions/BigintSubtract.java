package dev.pipectl.functions;

/** PIPECTL_BIGINT_SUBTRACT(a, b): a - b; a result outside 64 bits stops the job. */
public final class BigintSubtract extends ExactFunction {
    public Long eval(Long a, Long b) {
        return a == null || b == null ? null : Long.valueOf(Bigints.subtract(a, b));
    }
}

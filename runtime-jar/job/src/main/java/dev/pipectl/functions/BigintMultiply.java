package dev.pipectl.functions;

/** PIPECTL_BIGINT_MULTIPLY(a, b): a * b; a result outside 64 bits stops the job. */
public final class BigintMultiply extends ExactFunction {
    public Long eval(Long a, Long b) {
        return a == null || b == null ? null : Long.valueOf(Bigints.multiply(a, b));
    }
}

package dev.pipectl.functions;

/** PIPECTL_BIGINT_DIVIDE(a, b): a / b, cut towards zero; a division by zero stops the job. */
public final class BigintDivide extends ExactFunction {
    public Long eval(Long a, Long b) {
        return a == null || b == null ? null : Long.valueOf(Bigints.divide(a, b));
    }
}

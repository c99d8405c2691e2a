package dev.pipectl.functions;

/** PIPECTL_BIGINT_ADD(a, b): a + b; a result outside 64 bits stops the job. */
public final class BigintAdd extends ExactFunction {
    public Long eval(Long a, Long b) {
        return a == null || b == null ? null : Long.valueOf(Bigints.add(a, b));
    }
}

package dev.pipectl.functions;

/** PIPECTL_BIGINT_NEGATE(a): -a; a result outside 64 bits stops the job. */
public final class BigintNegate extends ExactFunction {
    public Long eval(Long a) {
        return a == null ? null : Long.valueOf(Bigints.negate(a));
    }
}

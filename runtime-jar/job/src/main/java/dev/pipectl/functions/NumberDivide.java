package dev.pipectl.functions;

/** PIPECTL_NUMBER_DIVIDE(a, b): a / b, which is infinite or NaN where b is 0. */
public final class NumberDivide extends ExactFunction {
    public Double eval(Double a, Double b) {
        return a == null || b == null ? null : Double.valueOf(a / b);
    }
}

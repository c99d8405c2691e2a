package dev.pipectl.functions;

/** PIPECTL_MATH_MAX(a, b): Math.max; NaN where either is NaN, and −0 is less than 0. */
public final class MathMax extends ExactFunction {
    public Double eval(Double a, Double b) {
        return a == null || b == null ? null : Double.valueOf(Math.max(a, b));
    }
}

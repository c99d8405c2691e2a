package dev.pipectl.functions;

/** PIPECTL_MATH_MIN(a, b): Math.min; NaN where either is NaN, and −0 is less than 0. */
public final class MathMin extends ExactFunction {
    public Double eval(Double a, Double b) {
        return a == null || b == null ? null : Double.valueOf(Math.min(a, b));
    }
}

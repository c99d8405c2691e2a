package dev.pipectl.functions;

/** PIPECTL_NUMBER_REMAINDER(a, b): a % b; the sign is that of a. */
public final class NumberRemainder extends ExactFunction {
    public Double eval(Double a, Double b) {
        return a == null || b == null ? null : Double.valueOf(a % b);
    }
}

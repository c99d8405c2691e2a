package dev.pipectl.functions;

/** PIPECTL_NUMBER_EQUALS(a, b): a === b; never for NaN, and −0 is 0. Flink folds {@code x = x} to TRUE. */
public final class NumberEquals extends ExactFunction {
    public Boolean eval(Double a, Double b) {
        return a == null || b == null ? null : Boolean.valueOf(a.doubleValue() == b.doubleValue());
    }
}

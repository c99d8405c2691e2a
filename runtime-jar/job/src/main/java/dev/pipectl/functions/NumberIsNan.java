package dev.pipectl.functions;

/** PIPECTL_NUMBER_IS_NAN(a): Number.isNaN(a). */
public final class NumberIsNan extends ExactFunction {
    public Boolean eval(Double a) {
        return a == null ? null : Boolean.valueOf(a.isNaN());
    }
}

package dev.pipectl.functions;

/** PIPECTL_KEY_NUMBER(number): the number as a key, where −0 is 0 and NaN is one value. */
public final class KeyNumber extends ExactFunction {
    public Double eval(Double number) {
        if (number == null) {
            return null;
        }
        // 0 equals −0, and the constant NaN is one of many bit patterns; keys are compared by their bits.
        return number == 0 ? 0.0 : number != number ? Double.NaN : number;
    }
}

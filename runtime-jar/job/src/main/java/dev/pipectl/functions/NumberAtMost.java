package dev.pipectl.functions;

/** PIPECTL_NUMBER_AT_MOST(a, b): a &lt;= b; never for NaN. Flink turns {@code NOT (a <= b)} into {@code a > b}. */
public final class NumberAtMost extends ExactFunction {
    public Boolean eval(Double a, Double b) {
        return a == null || b == null ? null : Boolean.valueOf(a <= b);
    }
}

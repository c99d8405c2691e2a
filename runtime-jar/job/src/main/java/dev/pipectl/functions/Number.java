package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_NUMBER(name): the numbers that SQL has no literal for: NaN, Infinity, -Infinity and -0. */
public final class Number extends ExactFunction {
    public double eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData name) {
        return switch (name.toString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "-0" -> -0.0;
            default -> throw new IllegalArgumentException("PIPECTL_NUMBER knows no number '" + name + "'");
        };
    }
}

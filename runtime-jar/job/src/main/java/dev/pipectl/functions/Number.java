package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/**
 * PIPECTL_NUMBER(text): a constant number as JavaScript writes it. For NaN, Infinity, -Infinity and -0, which SQL has
 * no literal for, and for constants that Flink must not compute with.
 */
public final class Number extends ExactFunction {
    /** Generated code passes the same object for every row. */
    private transient StringData last;

    private transient double number;

    public double eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        if (text != last) {
            number = Double.parseDouble(text.toString());
            last = text;
        }
        return number;
    }
}

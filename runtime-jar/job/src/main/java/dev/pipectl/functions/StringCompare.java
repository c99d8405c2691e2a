package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_COMPARE(a, b): negative, 0 or positive, as a stands before, at or behind b by UTF-16 units. */
public final class StringCompare extends ExactFunction {
    public Integer eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData a,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData b) {
        return a == null || b == null ? null : Integer.valueOf(Utf8.of(a).compareTo(Utf8.of(b)));
    }
}

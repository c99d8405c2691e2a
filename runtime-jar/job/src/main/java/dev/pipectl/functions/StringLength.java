package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_LENGTH(text): the number of UTF-16 units. */
public final class StringLength extends ExactFunction {
    public Double eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        return text == null ? null : Double.valueOf(Utf8.of(text).utf16Units());
    }
}

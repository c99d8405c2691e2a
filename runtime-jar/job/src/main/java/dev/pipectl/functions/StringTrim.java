package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_TRIM(text): trim, of JavaScript's white space and line ends. */
public final class StringTrim extends ExactFunction {
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        return text == null ? null : Utf8.of(text).trimmed(text);
    }
}

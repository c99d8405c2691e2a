package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_UPPER(text): toUpperCase. */
public final class StringUpper extends ExactFunction {
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        return text == null ? null : LetterCase.upper(text);
    }
}

package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_LOWER(text): toLowerCase. */
public final class StringLower extends ExactFunction {
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text) {
        return text == null ? null : LetterCase.lower(text);
    }
}

package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_ENDS_WITH(text, part): whether the text ends with the part. */
public final class StringEndsWith extends ExactFunction {
    public Boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData part) {
        return text == null || part == null ? null : Boolean.valueOf(Utf8.of(text).endsWith(Utf8.of(part)));
    }
}

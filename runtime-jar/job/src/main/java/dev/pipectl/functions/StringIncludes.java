package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;

/** PIPECTL_STRING_INCLUDES(text, part): whether the part stands anywhere in the text. */
public final class StringIncludes extends ExactFunction {
    public Boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData text,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData part) {
        return text == null || part == null ? null : Boolean.valueOf(Utf8.of(text).includes(Utf8.of(part)));
    }
}

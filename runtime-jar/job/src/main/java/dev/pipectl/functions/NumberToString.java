package dev.pipectl.functions;

import dev.pipectl.json.JavaScriptNumber;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** PIPECTL_NUMBER_TO_STRING(number): what String(number) gives. */
public final class NumberToString extends ExactFunction {
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(Double number) {
        return number == null ? null : BinaryStringData.fromString(JavaScriptNumber.toString(number));
    }
}

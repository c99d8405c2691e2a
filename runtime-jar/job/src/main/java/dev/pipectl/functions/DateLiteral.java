package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.TimestampData;

/** PIPECTL_DATE_LITERAL(millis): the date of an epoch time in milliseconds. */
public final class DateLiteral extends ExactFunction {
    @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class)
    public TimestampData eval(Long millis) {
        return millis == null ? null : TimestampData.fromEpochMillis(millis);
    }
}

package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * PIPECTL_DATE_UTC(date, part): getUTC + part, where part is FullYear, Month, Date, Day, Hours, Minutes, Seconds or
 * Milliseconds.
 */
public final class DateUtc extends ExactFunction {
    public Double eval(
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData date,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData part) {
        return date == null ? null : Double.valueOf(UtcDate.part(date.getMillisecond(), part.toString()));
    }
}

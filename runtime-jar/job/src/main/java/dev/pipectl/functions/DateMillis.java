package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.TimestampData;

/** PIPECTL_DATE_MILLIS(date): getTime. */
public final class DateMillis extends ExactFunction {
    public Double eval(@DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData date) {
        return date == null ? null : Double.valueOf(date.getMillisecond());
    }
}

package dev.pipectl.functions;

import dev.pipectl.json.IsoTime;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** PIPECTL_DATE_ISO(date): toISOString. */
public final class DateIso extends ExactFunction {
    @DataTypeHint(value = "STRING", bridgedTo = StringData.class)
    public StringData eval(
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData date) {
        if (date == null) {
            return null;
        }
        byte[] text = new byte[IsoTime.LONGEST];
        return BinaryStringData.fromBytes(text, 0, IsoTime.write(date.getMillisecond(), text, 0));
    }
}

package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * PIPECTL_EVENT_TIME(reason, time, arrival, maxAhead, rulesHold): the row time of a record, epoch 0 where it is not
 * accepted; maxAhead is milliseconds.
 */
public final class EventTime extends ExactFunction {
    @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class)
    public TimestampData eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData reason,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData time,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData arrival,
            Long maxAhead,
            Boolean rulesHold) {
        boolean accepted = reason == null
                && rulesHold != null
                && rulesHold
                && EventTimes.isPlausible(time, arrival, maxAhead);
        return accepted ? time : EventTimes.FAULTY;
    }
}

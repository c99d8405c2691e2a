package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_FAULTY(source, time [, reason]): whether the record was not accepted. With the decoder's reason, counts
 * {@code invalid} where there is none: the event time or a rule is at fault, and the decoder counted only the others.
 */
public final class Faulty extends CountingFunction {
    private transient Counter invalid;

    public Faulty() {
        this(null);
    }

    private Faulty(String stage) {
        super(stage);
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData time) {
        return EventTimes.isFaulty(time);
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData time,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData reason) {
        if (!EventTimes.isFaulty(time)) {
            return false;
        }
        if (reason == null) {
            invalid.inc();
        }
        return true;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Faulty(stage);
    }

    @Override
    void openCounters() {
        invalid = counter("invalid");
    }
}

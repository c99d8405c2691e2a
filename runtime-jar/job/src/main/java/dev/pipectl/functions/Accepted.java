package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/** PIPECTL_ACCEPTED(source, time): whether the decoder accepted the record; counts {@code accepted}. */
public final class Accepted extends CountingFunction {
    private transient Counter accepted;

    public Accepted() {
        this(null);
    }

    private Accepted(String stage) {
        super(stage);
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData time) {
        if (EventTimes.isFaulty(time)) {
            return false;
        }
        accepted.inc();
        return true;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Accepted(stage);
    }

    @Override
    void openCounters() {
        accepted = counter("accepted");
    }
}

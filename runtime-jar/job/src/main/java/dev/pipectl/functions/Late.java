package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_LATE(stage, time, watermark, kind, size, step, offset): whether every window of the row has closed; counts
 * {@code late}. The other side of {@link OnTime}, which takes the same arguments.
 */
public final class Late extends CountingFunction {
    private final WindowAssignment windows;
    private transient Counter late;

    public Late() {
        this(null, null);
    }

    private Late(String stage, WindowAssignment windows) {
        super(stage);
        this.windows = windows;
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData time,
            @DataTypeHint(value = "TIMESTAMP_LTZ(3)", bridgedTo = TimestampData.class) TimestampData watermark,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData kind,
            Long size,
            Long step,
            Long offset) {
        boolean isLate = windows.isLate(time, watermark);
        if (isLate) {
            late.inc();
        }
        return isLate;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Late(stage, WindowAssignment.of(call));
    }

    @Override
    void openCounters() {
        late = counter("late");
    }
}

package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_ON_TIME(stage, time, watermark, kind, size, step, offset): whether a window of the row is still open; counts
 * {@code in}, {@code counted}, and in {@code missedWindows} the closed windows of rows that are in time for others.
 *
 * <p>kind is tumble, hop, cumulate or session; size (a session's gap), step and offset are milliseconds.
 */
public final class OnTime extends CountingFunction {
    private final WindowAssignment windows;
    private transient Counter in;
    private transient Counter counted;
    private transient Counter missedWindows;

    public OnTime() {
        this(null, null);
    }

    private OnTime(String stage, WindowAssignment windows) {
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
        in.inc();
        if (windows.isLate(time, watermark)) {
            return false;
        }
        counted.inc();
        // Before the first watermark no window has closed.
        long missed = watermark == null ? 0 : windows.closed(time.getMillisecond(), watermark.getMillisecond());
        if (missed > 0) {
            missedWindows.inc(missed);
        }
        return true;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new OnTime(stage, WindowAssignment.of(call));
    }

    @Override
    void openCounters() {
        in = counter("in");
        counted = counter("counted");
        missedWindows = counter("missedWindows");
    }
}

package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_LATE(stage, time, watermark, kind, size, step, offset): whether every window of the row has closed; counts
 * {@code in}, {@code late}, and in {@code missedWindows} the closed windows of rows that are still in time for others.
 *
 * <p>kind is tumble, hop, cumulate or session; size (a session's gap), step and offset are milliseconds.
 */
public final class Late extends CountingFunction {
    private final WindowAssignment windows;
    private transient Counter in;
    private transient Counter late;
    private transient Counter missedWindows;

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
        in.inc();
        // Before the first watermark nothing can be late.
        if (watermark == null) {
            return false;
        }
        long closedUpTo = watermark.getMillisecond();
        if (windows.lastEnd(time.getMillisecond()) - 1 <= closedUpTo) {
            late.inc();
            return true;
        }
        long missed = windows.closed(time.getMillisecond(), closedUpTo);
        if (missed > 0) {
            missedWindows.inc(missed);
        }
        return false;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Late(
                stage,
                WindowAssignment.of(
                        literal(call, 3, String.class),
                        literal(call, 4, Long.class),
                        literal(call, 5, Long.class),
                        literal(call, 6, Long.class)));
    }

    @Override
    void openCounters() {
        in = counter("in");
        late = counter("late");
        missedWindows = counter("missedWindows");
    }
}

package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.InputGroup;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_WHOLE_WINDOW(stage, start, end, kind, size, step, offset, value): whether a window of the finer ones that Flink
 * was given is one of those the author wrote; counts {@code out} where it is.
 *
 * <p>kind is tumble, hop or cumulate; size, step and offset are milliseconds. The value is one of the aggregate's results,
 * as for PIPECTL_PASSED.
 */
public final class WholeWindow extends CountingFunction {
    private final String kind;
    private final long size;
    private final long step;
    private final long offset;
    private transient Counter out;

    public WholeWindow() {
        this(null, null, 0, 0, 0);
    }

    private WholeWindow(String stage, String kind, long size, long step, long offset) {
        super(stage);
        this.kind = kind;
        this.size = size;
        this.step = step;
        this.offset = offset;
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "TIMESTAMP(3)", bridgedTo = TimestampData.class) TimestampData start,
            @DataTypeHint(value = "TIMESTAMP(3)", bridgedTo = TimestampData.class) TimestampData end,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData kind,
            Long size,
            Long step,
            Long offset,
            @DataTypeHint(inputGroup = InputGroup.ANY) Object value) {
        if (!isWhole(start.getMillisecond(), end.getMillisecond())) {
            return false;
        }
        out.inc();
        return true;
    }

    private boolean isWhole(long start, long end) {
        return switch (kind) {
            case "tumble" -> end - start == size;
            case "hop" -> Math.floorMod(start - offset, step) == 0;
            case "cumulate" -> (end - start) % step == 0;
            default -> throw new IllegalStateException("no finer windows for " + kind);
        };
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new WholeWindow(
                stage,
                literal(call, 3, String.class),
                literal(call, 4, Long.class),
                literal(call, 5, Long.class),
                literal(call, 6, Long.class));
    }

    @Override
    void openCounters() {
        out = counter("out");
    }
}

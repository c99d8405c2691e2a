package dev.pipectl.functions;

import java.io.Serializable;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.inference.CallContext;

/** Which windows a row belongs to, as Flink's window functions assign them; all times are milliseconds. */
record WindowAssignment(Kind kind, long size, long step, long offset) implements Serializable {
    enum Kind {
        TUMBLE,
        HOP,
        CUMULATE,
        SESSION
    }

    /** Of a call that names a window from its fourth argument on: kind, size, step, offset. */
    static WindowAssignment of(CallContext call) {
        return of(
                CountingFunction.literal(call, 3, String.class),
                CountingFunction.literal(call, 4, Long.class),
                CountingFunction.literal(call, 5, Long.class),
                CountingFunction.literal(call, 6, Long.class));
    }

    static WindowAssignment of(String kind, long size, long step, long offset) {
        return switch (kind) {
            case "tumble" -> new WindowAssignment(Kind.TUMBLE, size, size, offset);
            case "hop" -> new WindowAssignment(Kind.HOP, size, step, offset);
            case "cumulate" -> new WindowAssignment(Kind.CUMULATE, size, step, offset);
            case "session" -> new WindowAssignment(Kind.SESSION, size, size, 0);
            default -> throw new IllegalArgumentException("There is no window kind '" + kind + "'");
        };
    }

    /** Whether the row's last window has closed; before the first watermark (null) none has. */
    boolean isLate(TimestampData time, TimestampData watermark) {
        return watermark != null && lastEnd(time.getMillisecond()) - 1 <= watermark.getMillisecond();
    }

    /** The end of the row's last window; for a session that of the row alone. */
    long lastEnd(long time) {
        return switch (kind) {
            case TUMBLE, CUMULATE -> periodStart(time, size) + size;
            case HOP -> periodStart(time, step) + size;
            case SESSION -> time + size;
        };
    }

    /** How many of the row's windows end at or before the watermark, that is have closed, given that the last has not. */
    long closed(long time, long watermark) {
        return switch (kind) {
            case TUMBLE, SESSION -> 0;
            case HOP -> ends(lastEnd(time) - size + step, time, watermark);
            case CUMULATE -> ends(periodStart(time, size), time, watermark);
        };
    }

    /** Window ends e = anchor + n × step that lie behind the row and have closed: time < e <= watermark + 1. */
    private long ends(long anchor, long time, long watermark) {
        long upToWatermark = Math.floorDiv(watermark + 1 - anchor, step);
        long upToTime = Math.floorDiv(time - anchor, step);
        return Math.max(0, upToWatermark - upToTime);
    }

    private long periodStart(long time, long period) {
        return time - Math.floorMod(time - offset, period);
    }
}

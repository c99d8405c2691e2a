package dev.pipectl.functions;

import java.io.Serializable;

/** Which windows a row belongs to, as Flink's window functions assign them; all times are milliseconds. */
record WindowAssignment(Kind kind, long size, long step, long offset) implements Serializable {
    enum Kind {
        TUMBLE,
        HOP,
        CUMULATE,
        SESSION
    }

    static WindowAssignment of(String kind, long size, long step, long offset) {
        return switch (kind) {
            case "tumble" -> new WindowAssignment(Kind.TUMBLE, size, size, offset);
            case "hop" -> new WindowAssignment(Kind.HOP, size, step, offset);
            case "cumulate" -> new WindowAssignment(Kind.CUMULATE, size, step, offset);
            case "session" -> new WindowAssignment(Kind.SESSION, size, size, 0);
            default -> throw new IllegalArgumentException("PIPECTL_LATE knows no window kind '" + kind + "'");
        };
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

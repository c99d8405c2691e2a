package dev.pipectl.job;

import java.util.ArrayList;
import java.util.List;

/** A window in SQL, and its windows counted out one by one: an independent word on what Flink and PIPECTL_LATE do. */
enum TestWindow {
    TUMBLE(300_000, 0),
    HOP(300_000, 60_000),
    CUMULATE(300_000, 60_000),
    SESSION(10_000, 0);

    final long size;
    final long step;

    TestWindow(long size, long step) {
        this.size = size;
        this.step = step;
    }

    /** Start and end. */
    record Span(long start, long end) {}

    String arguments() {
        return "'" + name().toLowerCase() + "', " + size + ", " + step + ", 0";
    }

    String over(String view) {
        String steps = step > 0 ? seconds(step) + ", " : "";
        String partition = this == SESSION ? " PARTITION BY `titleId`" : "";
        return "TABLE(" + name() + "(TABLE `" + view + "`" + partition + ", DESCRIPTOR(`$time`), " + steps + seconds(size) + "))";
    }

    /** The windows of a row, by trying all that could be; a session's is that of the row alone. */
    List<Span> of(long time) {
        List<Span> spans = new ArrayList<>();
        if (this == SESSION) {
            spans.add(new Span(time, time + size));
            return spans;
        }
        long tick = step > 0 ? step : size;
        long from = Math.floorDiv(time, size) * size - 2 * size;
        for (long start = from; start <= time; start += this == HOP ? step : size) {
            for (long end = this == CUMULATE ? start + tick : start + size; end <= start + size; end += tick) {
                if (start <= time && time < end) {
                    spans.add(new Span(start, end));
                }
            }
        }
        return spans;
    }

    private static String seconds(long millis) {
        return "INTERVAL '0 00:%02d:%02d.000' DAY TO SECOND".formatted(millis / 60_000, millis / 1000 % 60);
    }
}

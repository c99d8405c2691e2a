package dev.pipectl.functions;

import org.apache.flink.table.data.TimestampData;

/** Which event times are accepted; a row that is not accepted has the row time epoch 0. */
final class EventTimes {
    static final TimestampData FAULTY = TimestampData.fromEpochMillis(0);

    /** 2000-01-01. */
    private static final long EARLIEST = 946_684_800_000L;

    /** 2100-01-01, where the arrival is not known. */
    private static final long LATEST = 4_102_444_800_000L;

    private EventTimes() {}

    static boolean isFaulty(TimestampData time) {
        return time == null || time.getMillisecond() == 0;
    }

    static boolean isPlausible(TimestampData time, TimestampData arrival, long maxAhead) {
        long bound = arrival == null ? LATEST : arrival.getMillisecond() + maxAhead;
        return time != null && time.getMillisecond() >= EARLIEST && time.getMillisecond() <= bound;
    }
}

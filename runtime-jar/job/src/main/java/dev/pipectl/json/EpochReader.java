package dev.pipectl.json;

import org.apache.flink.table.data.TimestampData;

/** Reads a time written as a number of seconds or milliseconds since 1970, cut to milliseconds. */
final class EpochReader extends ValueReader {
    private final boolean seconds;

    EpochReader(boolean nullable, Timestamps timestamps) {
        super(nullable);
        this.seconds = timestamps == Timestamps.SECONDS;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '-' && (first < '0' || first > '9')) {
            return mismatch(cursor);
        }
        long millis = cursor.number().scaled(seconds ? 3 : 0);
        if (millis < -IsoTime.FURTHEST || millis > IsoTime.FURTHEST) {
            return another("a number beyond what a Date can hold");
        }
        return TimestampData.fromEpochMillis(millis);
    }

    @Override
    String expected() {
        return seconds ? "a time in seconds since 1970" : "a time in milliseconds since 1970";
    }
}

package dev.pipectl.json;

import org.apache.flink.table.data.TimestampData;

/** Reads a time written as ISO-8601 text with an offset. */
final class IsoTimeReader extends ValueReader {
    IsoTimeReader(boolean nullable) {
        super(nullable);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '"') {
            return mismatch(cursor);
        }
        cursor.string();
        long millis = IsoTime.parse(cursor.text, cursor.textFrom, cursor.textTo);
        return millis == IsoTime.NONE
                ? another("a string that is not one")
                : TimestampData.fromEpochMillis(millis);
    }

    @Override
    String expected() {
        return "an ISO-8601 time with an offset, like 2026-01-31T12:00:00.000Z";
    }
}

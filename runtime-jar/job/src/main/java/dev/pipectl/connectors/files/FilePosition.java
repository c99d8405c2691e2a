package dev.pipectl.connectors.files;

import dev.pipectl.connectors.RecordPosition;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** A line of a file. */
final class FilePosition implements RecordPosition {
    private final StringData file;
    private final long line;

    FilePosition(StringData file, long line) {
        this.file = file;
        this.line = line;
    }

    @Override
    public StringData shard() {
        return file;
    }

    @Override
    public StringData sequence() {
        return StringData.fromString(Long.toString(line));
    }

    @Override
    public TimestampData arrivalTime() {
        return null;
    }
}

package dev.pipectl.connectors;

import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Where a record stands in its source, and when it came. */
public interface RecordPosition {
    /** The shard, or the file's name. */
    StringData shard();

    /** The sequence number within the shard, or the line's number. */
    StringData sequence();

    /** When the record arrived, or null where nothing says so. */
    TimestampData arrivalTime();
}

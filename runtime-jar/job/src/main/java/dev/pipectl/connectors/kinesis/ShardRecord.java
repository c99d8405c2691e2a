package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.RecordPosition;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** A record of a shard, or one of the several records a producer has put into one. */
final class ShardRecord implements RecordPosition {
    /** The part of a record that is none. */
    static final long WHOLE = -1;

    private final StringData shard;
    private final String sequence;
    private final long part;
    private final TimestampData arrivalTime;
    private final byte[] bytes;
    private final int start;
    private final int end;

    ShardRecord(StringData shard, String sequence, long part, TimestampData arrivalTime, byte[] bytes, int start, int end) {
        this.shard = shard;
        this.sequence = sequence;
        this.part = part;
        this.arrivalTime = arrivalTime;
        this.bytes = bytes;
        this.start = start;
        this.end = end;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    long part() {
        return part;
    }

    /** Where reading goes on behind this record. */
    ShardPosition position() {
        return part == WHOLE ? ShardPosition.after(sequence) : ShardPosition.inside(sequence, part);
    }

    @Override
    public StringData shard() {
        return shard;
    }

    /** The sequence number; of one of several records in one, followed by a dot and the record's index among them. */
    @Override
    public StringData sequence() {
        return StringData.fromString(part == WHOLE ? sequence : sequence + '.' + part);
    }

    @Override
    public TimestampData arrivalTime() {
        return arrivalTime;
    }
}

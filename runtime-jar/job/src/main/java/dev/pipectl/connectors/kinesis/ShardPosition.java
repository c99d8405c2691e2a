package dev.pipectl.connectors.kinesis;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Where reading a shard goes on. */
final class ShardPosition {
    /** The kinds, in the order in which checkpoints number them. */
    enum Kind { TRIM_HORIZON, AT_TIMESTAMP, AFTER, INSIDE }

    static final ShardPosition TRIM_HORIZON = new ShardPosition(Kind.TRIM_HORIZON, null, -1, 0);

    private final Kind kind;
    private final String sequence;
    private final long part;
    private final long timestamp;

    private ShardPosition(Kind kind, String sequence, long part, long timestamp) {
        this.kind = kind;
        this.sequence = sequence;
        this.part = part;
        this.timestamp = timestamp;
    }

    /** At the first record that arrived at the time or later. */
    static ShardPosition at(long timestamp) {
        return new ShardPosition(Kind.AT_TIMESTAMP, null, -1, timestamp);
    }

    /** Behind a record. */
    static ShardPosition after(String sequence) {
        return new ShardPosition(Kind.AFTER, sequence, -1, 0);
    }

    /** Inside a record that holds several, behind one of those. */
    static ShardPosition inside(String sequence, long part) {
        return new ShardPosition(Kind.INSIDE, sequence, part, 0);
    }

    Kind kind() {
        return kind;
    }

    /** The sequence number of a position behind or inside a record. */
    String sequence() {
        return sequence;
    }

    long timestamp() {
        return timestamp;
    }

    /** Whether the position is behind a record that the shard gives when it is read from here. */
    boolean isPast(String recordSequence, long recordPart) {
        return kind == Kind.INSIDE && recordPart <= part && sequence.equals(recordSequence);
    }

    void write(DataOutputView out) throws IOException {
        out.writeByte(kind.ordinal());
        if (kind == Kind.AT_TIMESTAMP) {
            out.writeLong(timestamp);
        } else if (kind == Kind.AFTER || kind == Kind.INSIDE) {
            out.writeUTF(sequence);
            out.writeLong(part);
        }
    }

    static ShardPosition read(DataInputView in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case 0: return TRIM_HORIZON;
            case 1: return at(in.readLong());
            case 2: return new ShardPosition(Kind.AFTER, in.readUTF(), in.readLong(), 0);
            case 3: return inside(in.readUTF(), in.readLong());
            default: throw new IOException("A shard's position is of an unknown kind: " + kind + '.');
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShardPosition that && kind == that.kind && Objects.equals(sequence, that.sequence)
                && part == that.part && timestamp == that.timestamp;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, sequence, part, timestamp);
    }

    @Override
    public String toString() {
        switch (kind) {
            case AT_TIMESTAMP: return "at " + timestamp;
            case AFTER: return "after " + sequence;
            case INSIDE: return "inside " + sequence + '.' + part;
            default: return "trim horizon";
        }
    }
}

package dev.pipectl.connectors.kinesis;

import java.io.Serializable;
import org.apache.flink.table.api.ValidationException;

/**
 * Where a first start of a job reads from.
 *
 * @param kind the kind
 * @param timestamp milliseconds since 1970, of {@code TIMESTAMP}
 */
record Start(Start.Kind kind, long timestamp) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Trim horizon: the oldest record the stream still has. */
    enum Kind { TRIM_HORIZON, LATEST, TIMESTAMP }

    static Start of(String text) {
        if (text.equals("trim-horizon")) {
            return new Start(Kind.TRIM_HORIZON, 0);
        }
        if (text.equals("latest")) {
            return new Start(Kind.LATEST, 0);
        }
        if (text.matches("\\d{1,15}")) {
            return new Start(Kind.TIMESTAMP, Long.parseLong(text));
        }
        throw new ValidationException("Option 'start' is trim-horizon, latest, or a time in milliseconds since 1970.");
    }

    /**
     * Where shards are read from that are there at the first start. The latest record is the time of that start, so that
     * a job which fails before its first checkpoint goes on from the same place.
     */
    ShardPosition ofFirstShards(long now) {
        switch (kind) {
            case LATEST: return ShardPosition.at(now);
            case TIMESTAMP: return ShardPosition.at(timestamp);
            default: return ShardPosition.TRIM_HORIZON;
        }
    }

    /** Where shards are read from that come later: nothing of them is skipped, unless the start is still ahead. */
    ShardPosition ofLaterShards(long firstStart) {
        return kind == Kind.TIMESTAMP && timestamp > firstStart ? ShardPosition.at(timestamp) : ShardPosition.TRIM_HORIZON;
    }
}

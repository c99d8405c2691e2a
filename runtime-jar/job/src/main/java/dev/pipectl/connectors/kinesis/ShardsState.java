package dev.pipectl.connectors.kinesis;

import java.util.List;

/**
 * What is known of a stream's shards.
 *
 * @param stream the stream's name
 * @param firstStart when shards were first listed, in milliseconds since 1970, or {@link #NEVER}
 * @param shards the shards
 */
record ShardsState(String stream, long firstStart, List<KnownShard> shards) {
    static final long NEVER = Long.MIN_VALUE;

    /** The states of a shard, in the order in which checkpoints number them. */
    enum Status {
        /** It waits for its parents, or for a reader. */
        WAITING,
        /** A reader has it. */
        GIVEN,
        /** It is read to its end, and its children have readers. */
        DONE
    }

    /**
     * A shard.
     *
     * @param split where it is read from when it is given to a reader
     * @param parents the shards that come before it
     * @param status how far it has come
     */
    record KnownShard(ShardSplit split, List<String> parents, Status status) {}
}

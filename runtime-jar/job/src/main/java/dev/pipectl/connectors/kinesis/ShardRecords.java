package dev.pipectl.connectors.kinesis;

import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;

/** The records of a stream's shards. Failures are as those of {@link Shards}. */
interface ShardRecords extends Shards {
    /** A new iterator from a position on. */
    String iterator(String shard, ShardPosition position);

    /** The next records of an iterator. */
    GetRecordsResponse records(String shard, String iterator, int limit);
}

package dev.pipectl.connectors.kinesis;

import java.util.List;

/**
 * What one call has brought of a shard.
 *
 * @param records the records to emit
 * @param next where reading goes on behind all of them
 * @param bytes about how much memory they take
 * @param end whether the shard ends with them
 * @param fetched when they came, as {@link System#nanoTime()}
 */
record RecordBatch(List<ShardRecord> records, ShardPosition next, long bytes, boolean end, long fetched) {}

package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: all records of a shard are emitted.
 *
 * @param shard the shard
 * @param watermark the last watermark of its rows, which the reader holds until the shard is released
 */
record ShardEnded(String shard, long watermark) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}

package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To a reader: the children of a shard that has ended have their readers, its watermark need not be held any longer.
 *
 * @param shard the shard
 */
record ShardReleased(String shard) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}

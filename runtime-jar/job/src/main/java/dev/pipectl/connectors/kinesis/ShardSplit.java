package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One shard and how far it is read.
 *
 * @param stream the stream's name
 * @param shard the shard's id
 * @param hashes the hash keys of its records
 * @param position where reading goes on
 * @param watermark the last watermark of the shard's rows
 * @param ended whether all its records are read; its reader then only holds its watermark, until its children have readers
 */
record ShardSplit(String stream, String shard, HashRange hashes, ShardPosition position, long watermark, boolean ended)
        implements SourceSplit {

    static ShardSplit unread(String stream, Shard shard, ShardPosition position) {
        return new ShardSplit(stream, shard.id(), shard.hashes(), position, Long.MIN_VALUE, false);
    }

    @Override
    public String splitId() {
        return shard;
    }

    ShardSplit at(ShardPosition newPosition, long newWatermark, boolean newEnded) {
        return new ShardSplit(stream, shard, hashes, newPosition, newWatermark, newEnded);
    }
}

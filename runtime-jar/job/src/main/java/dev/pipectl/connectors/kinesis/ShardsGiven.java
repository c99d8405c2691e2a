package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/** To a reader: the stream's shards are given out, so one that got none need not hold back the watermark. */
record ShardsGiven() implements SourceEvent {
    private static final long serialVersionUID = 1L;
}

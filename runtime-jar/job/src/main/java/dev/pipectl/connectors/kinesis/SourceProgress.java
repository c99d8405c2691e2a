package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * To a reader that has nothing to read: how far the event time of the whole source has come.
 *
 * @param watermark what the reader's watermark may be as well
 */
record SourceProgress(long watermark) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}

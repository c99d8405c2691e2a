package dev.pipectl.connectors.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * From a reader: how far its event time has come.
 *
 * @param watermark its watermark; of a reader that follows, that of its shard furthest ahead
 * @param follows whether it has nothing to read, so that its watermark is to be that of the others
 */
record ReaderProgress(long watermark, boolean follows) implements SourceEvent {
    private static final long serialVersionUID = 1L;
}

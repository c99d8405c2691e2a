package dev.pipectl.connectors.files;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One file and how far it is read.
 *
 * @param splitId names the file among the source's files, the same in every run
 * @param path the file
 * @param shard the file's name in origins
 * @param offset the byte at which the next line begins
 * @param line how many lines are read, empty ones included
 * @param watermark the last watermark of the file's rows
 */
record FileSplit(String splitId, String path, String shard, long offset, long line, long watermark)
        implements SourceSplit {

    static FileSplit unread(String splitId, String path, String shard) {
        return new FileSplit(splitId, path, shard, 0, 0, Long.MIN_VALUE);
    }

    FileSplit at(long newOffset, long newLine, long newWatermark) {
        return new FileSplit(splitId, path, shard, newOffset, newLine, newWatermark);
    }
}

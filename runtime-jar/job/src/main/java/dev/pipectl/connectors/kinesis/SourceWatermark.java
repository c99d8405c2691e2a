package dev.pipectl.connectors.kinesis;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The watermark of all readers together: that of the one furthest behind among those that have something to read, and when
 * none has, that of the one furthest ahead. The others follow it, so that none of them is behind what Flink's windows have closed.
 */
final class SourceWatermark {
    private final Map<Integer, ReaderProgress> readers = new HashMap<>();
    private final Map<Integer, Long> told = new HashMap<>();

    void progressed(int reader, ReaderProgress progress) {
        readers.put(reader, progress);
    }

    /** The reader begins again, somewhere. */
    void forget(int reader) {
        readers.remove(reader);
        told.remove(reader);
    }

    /** Those that follow and are behind, each with the watermark to be told; none before all the readers are known. */
    Map<Integer, SourceProgress> news(int parallelism) {
        Map<Integer, SourceProgress> news = new TreeMap<>();
        if (readers.size() < parallelism) {
            return news;
        }
        long watermark = combined();
        readers.forEach((reader, progress) -> {
            if (progress.follows() && watermark > told.getOrDefault(reader, Long.MIN_VALUE)) {
                told.put(reader, watermark);
                news.put(reader, new SourceProgress(watermark));
            }
        });
        return news;
    }

    private long combined() {
        long behind = Long.MAX_VALUE;
        long ahead = Long.MIN_VALUE;
        boolean reads = false;
        for (ReaderProgress progress : readers.values()) {
            ahead = Math.max(ahead, progress.watermark());
            if (!progress.follows()) {
                reads = true;
                behind = Math.min(behind, progress.watermark());
            }
        }
        return reads ? behind : ahead;
    }
}

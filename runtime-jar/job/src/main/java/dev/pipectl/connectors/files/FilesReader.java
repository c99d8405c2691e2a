package dev.pipectl.connectors.files;

import dev.pipectl.connectors.RowMaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;

/**
 * Reads the files it is given, always from the one whose watermark is furthest behind: so several files are read as if
 * they were one, ordered by time, and what waits for the watermark stays small.
 */
final class FilesReader implements SourceReader<RowData, FileSplit> {
    /** Rows between two looks at the mailbox, where checkpoints wait. */
    private static final int BATCH = 128;
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final SourceReaderContext context;
    private final RowMaker rows;
    private final Supplier<WatermarkGenerator<RowData>> watermarks;
    private final List<String> paths;
    private final boolean follow;
    private final Counter recordsIn;
    private final List<OpenFile> files = new ArrayList<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean started;
    private boolean complete;

    FilesReader(
            SourceReaderContext context,
            RowMaker rows,
            Supplier<WatermarkGenerator<RowData>> watermarks,
            List<String> paths,
            boolean follow) {
        this.context = context;
        this.rows = rows;
        this.watermarks = watermarks;
        this.paths = paths;
        this.follow = follow;
        this.recordsIn = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
    }

    @Override
    public void start() {
        started = true;
        context.sendSplitRequest();
    }

    @Override
    public void addSplits(List<FileSplit> splits) {
        try {
            for (FileSplit split : splits) {
                if (paths.contains(split.path())) {
                    files.add(new OpenFile(split, watermarks.get()));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e.getMessage(), e);
        }
        // Restored files come before the start; what comes behind it is the answer, and there is only one.
        if (started) {
            notifyNoMoreSplits();
        }
    }

    @Override
    public void notifyNoMoreSplits() {
        complete = true;
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) throws IOException {
        // No row is read, and none can fail, while the answer is still on its way.
        if (!complete) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        for (OpenFile file : files) {
            file.connect(output);
        }
        int count = 0;
        while (count < BATCH && !files.isEmpty()) {
            OpenFile file = furthestBehind();
            if (file.emit(rows, !follow) || (follow && emitFromAny())) {
                count++;
            } else if (follow) {
                break;
            } else {
                files.remove(file);
                file.close();
                file.disconnect(output);
            }
        }
        recordsIn.inc(count);
        if (count > 0) {
            return InputStatus.MORE_AVAILABLE;
        }
        if (files.isEmpty() && !follow) {
            return InputStatus.END_OF_INPUT;
        }
        if (files.isEmpty()) {
            output.markIdle();
        }
        available = files.isEmpty() ? new CompletableFuture<>() : CompletableFuture.runAsync(() -> {}, LATER);
        return InputStatus.NOTHING_AVAILABLE;
    }

    private OpenFile furthestBehind() {
        OpenFile behind = files.get(0);
        for (int i = 1; i < files.size(); i++) {
            if (files.get(i).watermark() < behind.watermark()) {
                behind = files.get(i);
            }
        }
        return behind;
    }

    private boolean emitFromAny() throws IOException {
        for (OpenFile file : files) {
            if (file.emit(rows, false)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<FileSplit> snapshotState(long checkpointId) {
        List<FileSplit> splits = new ArrayList<>();
        files.forEach(file -> splits.add(file.state()));
        return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : files) {
            file.close();
        }
    }
}

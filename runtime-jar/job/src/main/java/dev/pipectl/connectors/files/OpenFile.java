package dev.pipectl.connectors.files;

import dev.pipectl.connectors.RowMaker;
import dev.pipectl.connectors.SplitWatermark;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/**
 * A file being read: its lines become rows, and the watermark follows every row at once. It is never idle: what is late must
 * not depend on how fast it is read.
 */
final class OpenFile implements Closeable {
    private final FileSplit split;
    private final LineReader lines;
    private final StringData shard;
    private final WatermarkGenerator<RowData> generator;
    private final SplitWatermark watermark;
    private SourceOutput<RowData> output;

    OpenFile(FileSplit split, WatermarkGenerator<RowData> generator) throws IOException {
        this.split = split;
        this.lines = new LineReader(split.path(), split.offset(), split.line());
        this.shard = StringData.fromString(split.shard());
        this.generator = generator;
        this.watermark = new SplitWatermark(split.watermark());
    }

    /** Connects the file to the operator's output. */
    void connect(ReaderOutput<RowData> reader) {
        if (output == null) {
            output = reader.createOutputForSplit(split.splitId());
            // What is restored goes first, so that lateness is judged as before.
            if (watermark.time() != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(watermark.time()));
            }
        }
    }

    void disconnect(ReaderOutput<RowData> reader) {
        reader.releaseOutputForSplit(split.splitId());
    }

    /** Emits the next line as a row; false when there is none now. */
    boolean emit(RowMaker rows, boolean whole) throws IOException {
        if (!lines.advance(whole)) {
            return false;
        }
        RowData row = rows.row(lines.bytes(), lines.start(), lines.end(), new FilePosition(shard, lines.line()));
        output.collect(row);
        if (rows.accepted()) {
            long before = watermark.time();
            generator.onEvent(row, Long.MIN_VALUE, watermark);
            generator.onPeriodicEmit(watermark);
            if (watermark.time() > before) {
                output.emitWatermark(new Watermark(watermark.time()));
            }
        }
        return true;
    }

    long watermark() {
        return watermark.time();
    }

    FileSplit state() {
        return split.at(lines.offset(), lines.line(), watermark.time());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

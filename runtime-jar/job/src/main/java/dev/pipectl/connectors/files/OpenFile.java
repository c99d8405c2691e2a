package dev.pipectl.connectors.files;

import dev.pipectl.connectors.RowMaker;
import java.io.Closeable;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A file being read: its lines become rows, and the watermark follows every row at once. */
final class OpenFile implements WatermarkOutput, Closeable {
    private final FileSplit split;
    private final LineReader lines;
    private final StringData shard;
    private final WatermarkGenerator<RowData> generator;
    private SourceOutput<RowData> output;
    private long watermark;

    OpenFile(FileSplit split, WatermarkGenerator<RowData> generator) throws IOException {
        this.split = split;
        this.lines = new LineReader(split.path(), split.offset(), split.line());
        this.shard = StringData.fromString(split.shard());
        this.generator = generator;
        this.watermark = split.watermark();
    }

    /** Connects the file to the operator's output; a restored watermark goes first, so that lateness is judged as before. */
    void connect(ReaderOutput<RowData> reader) {
        if (output == null) {
            output = reader.createOutputForSplit(split.splitId());
            if (watermark != Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(watermark));
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
            generator.onEvent(row, Long.MIN_VALUE, this);
            generator.onPeriodicEmit(this);
        }
        return true;
    }

    long watermark() {
        return watermark;
    }

    FileSplit state() {
        return split.at(lines.offset(), lines.line(), watermark);
    }

    @Override
    public void emitWatermark(Watermark next) {
        if (next.getTimestamp() > watermark) {
            watermark = next.getTimestamp();
            output.emitWatermark(next);
        }
    }

    /** Files are never idle: what is late must not depend on how fast they are read. */
    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

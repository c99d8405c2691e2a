package dev.pipectl.connectors.files;

import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Writes each row as one line. */
final class RowsWriter implements SinkWriter<RowData> {
    static final int FULL = 64 * 1024;

    private final OutputFiles files;
    private final JsonEncoder encoder;
    private final OutputStream out;
    private final JsonBuffer buffer = new JsonBuffer();

    RowsWriter(OutputFiles files, RowType type) throws IOException {
        this.files = files;
        this.encoder = JsonEncoder.of(type);
        this.out = files.open(".jsonl");
    }

    @Override
    public void write(RowData row, Context context) throws IOException {
        files.in().inc();
        encoder.encode(row, buffer);
        buffer.raw('\n');
        files.written().inc();
        if (buffer.length() >= FULL) {
            buffer.drain(out);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        buffer.drain(out);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

package dev.pipectl.connectors.files;

import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

/** Writes each change of a table as one line, and at the end of input the table: the last row of each key. */
final class ChangesWriter implements SinkWriter<RowData> {
    private static final byte[] OP = "{\"op\":\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ROW = "\",\"row\":".getBytes(StandardCharsets.ISO_8859_1);

    private final OutputFiles files;
    private final JsonEncoder encoder;
    private final JsonEncoder keyEncoder;
    /** A delete tells the key only, unless part of the key is hidden from files. */
    private final JsonEncoder deleteEncoder;
    private final OutputStream out;
    private final JsonBuffer buffer = new JsonBuffer();
    private final JsonBuffer scratch = new JsonBuffer();
    private final Map<ByteBuffer, byte[]> table = new LinkedHashMap<>();

    ChangesWriter(OutputFiles files, RowType type, int[] key) throws IOException {
        this.files = files;
        this.encoder = JsonEncoder.of(type);
        this.keyEncoder = JsonEncoder.of(type, column -> Arrays.stream(key).anyMatch(k -> k == column));
        this.deleteEncoder = Arrays.stream(key).anyMatch(k -> JsonEncoder.isHidden(type, k)) ? encoder : keyEncoder;
        this.out = files.open(".changelog.jsonl");
    }

    @Override
    public void write(RowData row, Context context) throws IOException {
        files.in().inc();
        RowKind kind = row.getRowKind();
        boolean delete = kind == RowKind.DELETE;
        buffer.raw(OP);
        buffer.raw(kind.shortString().getBytes(StandardCharsets.ISO_8859_1));
        buffer.raw(ROW);
        int from = buffer.length();
        (delete ? deleteEncoder : encoder).encode(row, buffer);
        scratch.truncate(0);
        keyEncoder.encode(row, scratch);
        ByteBuffer key = ByteBuffer.wrap(scratch.copy(0));
        if (delete) {
            table.remove(key);
        } else {
            table.put(key, buffer.copy(from));
        }
        buffer.raw('}');
        buffer.raw('\n');
        files.written().inc();
        if (buffer.length() >= RowsWriter.FULL) {
            buffer.drain(out);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        buffer.drain(out);
        if (endOfInput) {
            try (OutputStream rows = new BufferedOutputStream(Files.newOutputStream(files.path(".jsonl")), RowsWriter.FULL)) {
                for (byte[] row : table.values()) {
                    rows.write(row);
                    rows.write('\n');
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

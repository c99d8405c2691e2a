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

/**
 * Writes each change of a table as one line, and at the end of input the table: the last row of each key.
 *
 * <p>Behind a filter Flink takes a row back with UPDATE_BEFORE, and sends the new one only where it passes: what is taken
 * back and not replaced by the very next row is a delete.
 */
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
    /** The key of a row that was taken back and may still be replaced; null when there is none. */
    private ByteBuffer takenBack;
    private byte[] takenBackRow;

    ChangesWriter(OutputFiles files, RowType type, int[] key) throws IOException {
        this.files = files;
        this.encoder = JsonEncoder.of(type);
        this.keyEncoder = JsonEncoder.of(type, column -> Arrays.stream(key).anyMatch(k -> k == column));
        this.deleteEncoder = Arrays.stream(key).anyMatch(k -> JsonEncoder.isHidden(type, k)) ? encoder : keyEncoder;
        this.out = files.open(".changelog.jsonl");
    }

    @Override
    public void write(RowData row, Context context) throws IOException {
        RowKind kind = row.getRowKind();
        scratch.truncate(0);
        keyEncoder.encode(row, scratch);
        ByteBuffer key = ByteBuffer.wrap(scratch.copy(0));
        if (takenBack != null && !takenBack.equals(key)) {
            settle();
        }
        takenBack = null;
        if (kind == RowKind.UPDATE_BEFORE) {
            scratch.truncate(0);
            deleteEncoder.encode(row, scratch);
            takenBack = key;
            takenBackRow = scratch.copy(0);
            return;
        }
        boolean delete = kind == RowKind.DELETE;
        scratch.truncate(0);
        (delete ? deleteEncoder : encoder).encode(row, scratch);
        change(kind, key, scratch.copy(0));
    }

    /** Nothing has replaced what was taken back. */
    private void settle() throws IOException {
        if (takenBack != null) {
            change(RowKind.DELETE, takenBack, takenBackRow);
            takenBack = null;
        }
    }

    private void change(RowKind kind, ByteBuffer key, byte[] row) throws IOException {
        files.in().inc();
        if (kind == RowKind.DELETE) {
            table.remove(key);
        } else {
            table.put(key, row);
        }
        buffer.raw(OP);
        buffer.raw(kind.shortString().getBytes(StandardCharsets.ISO_8859_1));
        buffer.raw(ROW);
        buffer.raw(row);
        buffer.raw('}');
        buffer.raw('\n');
        files.written().inc();
        if (buffer.length() >= RowsWriter.FULL) {
            buffer.drain(out);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        settle();
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

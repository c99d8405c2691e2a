package dev.pipectl.connectors.firehose;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.util.Arrays;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Makes a line of JSON of each row. */
final class LineMaker implements EntryMaker<byte[]> {
    private final JsonEncoder encoder;
    private final JsonBuffer buffer = new JsonBuffer();

    LineMaker(RowType type) {
        encoder = JsonEncoder.of(type);
    }

    @Override
    public void make(RowData row, Entries<byte[]> out) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        buffer.raw('\n');
        byte[] line = buffer.copy(0);
        out.add(new Entry<>(line, line.length, null, () -> Arrays.copyOf(line, line.length - 1)));
    }
}

package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.connectors.sink.RowText;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/** Makes records of rows: the row as JSON, with a partition key that is no part of it. */
final class StreamRowMaker implements EntryMaker<StreamRow> {
    /** The hidden column that holds the partition key. */
    static final String KEY = "$partitionKey";

    private static final int LONGEST_KEY = 256;
    private static final String REFUSED = "ValidationException";

    private final int key;
    private final JsonEncoder encoder;
    private final JsonBuffer buffer = new JsonBuffer();

    StreamRowMaker(RowType type) {
        key = type.getFieldIndex(KEY);
        encoder = JsonEncoder.of(type);
    }

    /** The columns of a table whose rows have a partition key. */
    static RowType checked(RowType type) {
        int index = type.getFieldIndex(KEY);
        if (index < 0 || !type.getTypeAt(index).is(LogicalTypeFamily.CHARACTER_STRING)) {
            throw new ValidationException("A table of 'pipectl-kinesis' that is written to has the column '" + KEY + "' of type STRING.");
        }
        return type;
    }

    @Override
    public void make(RowData row, Entries<StreamRow> out) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        byte[] data = buffer.copy(0);
        if (row.isNullAt(key)) {
            out.refuse(() -> RowText.withHidden(KEY, null, data), REFUSED, "the partition key is null");
            return;
        }
        byte[] bytes = row.getString(key).toBytes();
        String partitionKey = new String(bytes, StandardCharsets.UTF_8);
        int length = partitionKey.codePointCount(0, partitionKey.length());
        if (length == 0) {
            out.refuse(() -> RowText.withHidden(KEY, "", data), REFUSED, "the partition key is empty");
        } else if (length > LONGEST_KEY) {
            out.refuse(() -> RowText.withHidden(KEY, partitionKey, data), REFUSED,
                    "the partition key has " + length + " characters, and at most " + LONGEST_KEY + " may be");
        } else {
            out.add(new Entry<>(
                    new StreamRow(partitionKey, data),
                    data.length + bytes.length,
                    partitionKey,
                    () -> RowText.withHidden(KEY, partitionKey, data)));
        }
    }
}

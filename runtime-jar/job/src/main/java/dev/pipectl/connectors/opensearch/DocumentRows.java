package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.changes.KeyedRows;
import dev.pipectl.connectors.changes.OrderColumn;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.connectors.sink.RowText;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Rows as documents whose id is the one column of the primary key. */
final class DocumentRows implements KeyedRows<Document> {
    /** How many bytes an id may have. */
    private static final int LONGEST = 512;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE - 1);
    private static final byte[] INDEX = ascii("{\"index\":{\"_id\":");
    private static final byte[] DELETE = ascii("{\"delete\":{\"_id\":");
    private static final byte[] VERSION = ascii(",\"version\":");
    private static final byte[] EXTERNAL = ascii(",\"version_type\":\"external_gte\"");
    private static final byte[] END = ascii("}}");

    private final int id;
    private final OrderColumn order;
    private final JsonEncoder encoder;
    private final JsonBuffer buffer = new JsonBuffer();

    DocumentRows(RowType type, int id, String onlyIfNewer) {
        this.id = id;
        order = OrderColumn.of(type, onlyIfNewer);
        encoder = JsonEncoder.of(type);
    }

    @Override
    public String key(RowData row) {
        return row.isNullAt(id) ? "" : row.getString(id).toString();
    }

    @Override
    public void make(RowData row, String key, boolean remove, EntryMaker.Entries<Document> out) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        BigDecimal version = order == null ? null : order.of(row);
        if (utf8.length == 0) {
            refuse(row, key, remove, "EmptyId", "The id of the document is empty.", out);
        } else if (utf8.length > LONGEST) {
            String message = "The id of the document has " + utf8.length + " bytes; " + LONGEST + " are the most.";
            refuse(row, key, remove, "IdTooLong", message, out);
        } else if (order != null && !isVersion(version) && !(remove && row.isNullAt(order.index()))) {
            refuse(row, key, remove, "VersionOutOfRange", "What tells the newer row is not a whole number from 0 on.", out);
        } else {
            byte[] json = json(row);
            Document document = new Document(action(remove, utf8, version), remove ? null : json, version);
            out.add(new Entry<>(document, document.bytes(), key, () -> letter(key, remove, json)));
        }
    }

    private void refuse(
            RowData row, String key, boolean remove, String code, String message, EntryMaker.Entries<Document> out) {
        byte[] json = json(row);
        out.refuse(() -> letter(key, remove, json), code, message);
    }

    /** The row as its letter has it: with the id and what was to be done, without which it could not be done later. */
    private static byte[] letter(String id, boolean remove, byte[] json) {
        return RowText.withHidden("$id", id, remove ? RowText.withHidden("$op", "-D", json) : json);
    }

    private static boolean isVersion(BigDecimal version) {
        return version != null
                && version.signum() >= 0
                && version.compareTo(LARGEST) <= 0
                && version.stripTrailingZeros().scale() <= 0;
    }

    private byte[] action(boolean remove, byte[] utf8, BigDecimal version) {
        buffer.truncate(0);
        buffer.raw(remove ? DELETE : INDEX);
        buffer.string(utf8, 0, utf8.length);
        if (version != null) {
            buffer.raw(VERSION);
            buffer.raw(ascii(Long.toString(version.longValueExact())));
            buffer.raw(EXTERNAL);
        }
        buffer.raw(END);
        return buffer.copy(0);
    }

    private byte[] json(RowData row) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        return buffer.copy(0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

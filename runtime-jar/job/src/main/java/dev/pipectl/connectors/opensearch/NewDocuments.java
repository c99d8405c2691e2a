package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows as documents of their own. Each has an id by chance, made once, so that a request whose answer was lost can be sent
 * again; OpenSearch Serverless has kinds of collections that take no ids.
 */
final class NewDocuments implements EntryMaker<Document> {
    private static final byte[] WITHOUT_ID = "{\"create\":{}}".getBytes(StandardCharsets.ISO_8859_1);

    private final boolean withIds;
    private final JsonEncoder encoder;
    private final JsonBuffer buffer = new JsonBuffer();

    NewDocuments(RowType type, boolean withIds) {
        this.withIds = withIds;
        encoder = JsonEncoder.of(type);
    }

    @Override
    public void make(RowData row, Entries<Document> out) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        byte[] source = buffer.copy(0);
        Document document = new Document(withIds ? action() : WITHOUT_ID, source, null);
        out.add(new Entry<>(document, document.bytes(), null, () -> source));
    }

    private static byte[] action() {
        UUID chance = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(chance.getMostSignificantBits())
                .putLong(chance.getLeastSignificantBits())
                .array();
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return ("{\"create\":{\"_id\":\"" + id + "\"}}").getBytes(StandardCharsets.ISO_8859_1);
    }
}

package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes items by BatchWriteItem, which takes one write per key and gives back those it had no time for. */
final class BatchWrites extends DynamoDbService {
    /** The most items and bytes of one request. */
    static final int ITEMS = 25;
    static final long BYTES = 16L << 20;

    private static final Verdict UNPROCESSED = new Verdict.Retry("UnprocessedItems", "The table had no capacity left.", true);

    BatchWrites(DynamoDbClient client, String table) {
        super(client, table);
    }

    @Override
    public List<Verdict> send(List<Entry<ItemWrite>> batch) {
        List<WriteRequest> requests = batch.stream().map(entry -> request(entry.payload())).toList();
        Collection<List<WriteRequest>> left =
                client.batchWriteItem(r -> r.requestItems(Map.of(table, requests))).unprocessedItems().values();
        if (left.isEmpty()) {
            return batch.stream().map(entry -> Verdict.WRITTEN).toList();
        }
        Set<Map<String, Object>> keys = new HashSet<>();
        left.forEach(list -> list.forEach(request -> keys.add(keyOf(request, batch.get(0).payload()))));
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        int found = 0;
        for (Entry<ItemWrite> entry : batch) {
            boolean unprocessed = keys.contains(plain(entry.payload().key()));
            found += unprocessed ? 1 : 0;
            verdicts.add(unprocessed ? UNPROCESSED : Verdict.WRITTEN);
        }
        // An item can be written twice, but not left out.
        return found == keys.size() ? verdicts : batch.stream().map(entry -> UNPROCESSED).toList();
    }

    private static WriteRequest request(ItemWrite write) {
        return write.item() == null
                ? WriteRequest.builder().deleteRequest(d -> d.key(write.key())).build()
                : WriteRequest.builder().putRequest(p -> p.item(write.item())).build();
    }

    private static Map<String, Object> keyOf(WriteRequest request, ItemWrite example) {
        Map<String, AttributeValue> attributes =
                request.putRequest() == null ? request.deleteRequest().key() : request.putRequest().item();
        Map<String, AttributeValue> key = new TreeMap<>();
        example.key().keySet().forEach(name -> key.put(name, attributes.get(name)));
        return plain(key);
    }

    /** The service may write the same number with other digits. */
    private static Map<String, Object> plain(Map<String, AttributeValue> key) {
        Map<String, Object> plain = new TreeMap<>();
        key.forEach((name, value) -> plain.put(
                name, value == null || value.n() == null ? value : new BigDecimal(value.n()).stripTrailingZeros()));
        return plain;
    }

    @Override
    public String action() {
        return "dynamodb:BatchWriteItem";
    }
}

package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Writes item by item, each under the condition that no newer one is there: batches know no conditions. An equally new
 * one is replaced, so that a write can be sent again.
 */
final class ConditionalWrites extends DynamoDbService {
    private static final String CONDITION = "attribute_not_exists(#order) OR #order <= :order";

    private final String orderColumn;
    private final Superseded superseded;

    ConditionalWrites(DynamoDbClient client, String table, String orderColumn, Superseded superseded) {
        super(client, table);
        this.orderColumn = orderColumn;
        this.superseded = superseded;
    }

    @Override
    public List<Verdict> send(List<Entry<ItemWrite>> batch) {
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        for (Entry<ItemWrite> entry : batch) {
            try {
                write(entry.payload());
            } catch (ConditionalCheckFailedException e) {
                superseded.add();
            }
            verdicts.add(Verdict.WRITTEN);
        }
        return verdicts;
    }

    private void write(ItemWrite write) {
        if (write.item() != null) {
            client.putItem(r -> r.tableName(table).item(write.item())
                    .conditionExpression(CONDITION)
                    .expressionAttributeNames(Map.of("#order", orderColumn))
                    .expressionAttributeValues(Map.of(":order", write.orderValue())));
        } else if (write.orderValue() != null) {
            client.deleteItem(r -> r.tableName(table).key(write.key())
                    .conditionExpression(CONDITION)
                    .expressionAttributeNames(Map.of("#order", orderColumn))
                    .expressionAttributeValues(Map.of(":order", write.orderValue())));
        } else {
            client.deleteItem(r -> r.tableName(table).key(write.key()));
        }
    }

    @Override
    public String action() {
        return "dynamodb:PutItem and dynamodb:DeleteItem";
    }
}

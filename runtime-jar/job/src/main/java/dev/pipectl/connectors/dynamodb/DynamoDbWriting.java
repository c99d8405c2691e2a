package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.changes.ChangesMaker;
import dev.pipectl.connectors.changes.NewestWins;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.table.types.logical.RowType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * How the rows of one output get into a DynamoDB table.
 *
 * @param access where DynamoDB is
 * @param table the table's name
 * @param type the rows
 * @param key the columns of the partition key and, where there is one, the sort key
 * @param writeNulls whether columns without a value are written as NULL
 * @param onlyIfNewer the column that says which row is newer, or null
 */
record DynamoDbWriting(
        AwsAccess access, String table, RowType type, int[] key, boolean writeNulls, String onlyIfNewer) implements Serializable {
    private static final Duration MAX_AGE = Duration.ofMillis(500);
    /** Requests of one item each take as long as those of 25, so there are more of them at once. */
    private static final int CONDITIONAL_LANES = 24;

    /** A table writes rows of one key in their order: the last one stays, or the newest where a column says which that is. */
    Delivery<ItemWrite> delivery(String output) {
        if (onlyIfNewer == null) {
            return Delivery.lastWins(
                    group -> new ChangesMaker<>(rows()),
                    () -> open(BatchWrites::new),
                    new BatchLimits(BatchWrites.ITEMS, BatchWrites.BYTES, ItemSize.MOST, MAX_AGE));
        }
        Superseded superseded = new Superseded(output);
        return new Delivery<>(
                group -> {
                    superseded.open(group);
                    return new ChangesMaker<>(rows());
                },
                () -> open((client, name) -> new ConditionalWrites(client, name, onlyIfNewer, superseded)),
                new BatchLimits(1, ItemSize.MOST, ItemSize.MOST, MAX_AGE),
                new NewestWins<>(),
                CONDITIONAL_LANES);
    }

    ItemRows rows() {
        return new ItemRows(type, key, writeNulls, onlyIfNewer);
    }

    private interface Opening {
        BatchService<ItemWrite> of(DynamoDbClient client, String table);
    }

    private BatchService<ItemWrite> open(Opening opening) {
        DynamoDbClient client = AwsClients.dynamoDb(access);
        try {
            KeySchema.of(type, key).check(client, table);
            return opening.of(client, table);
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }
}

package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.sink.BatchService;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What all ways of writing to one DynamoDB table have in common. */
abstract class DynamoDbService implements BatchService<ItemWrite> {
    /** Another writer was at the same item at the same time. */
    private static final Set<String> CONFLICTS = Set.of("TransactionConflictException", "ReplicatedWriteConflictException");

    final DynamoDbClient client;
    final String table;

    DynamoDbService(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public final String resource() {
        return "the table '" + table + "'";
    }

    @Override
    public final FailureKind kind(Throwable failure) {
        return failure instanceof DynamoDbException said
                        && said.awsErrorDetails() != null
                        && CONFLICTS.contains(said.awsErrorDetails().errorCode())
                ? FailureKind.TEMPORARY
                : BatchService.super.kind(failure);
    }

    @Override
    public final void close() {
        client.close();
    }
}

package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * The key that rows are written by, as DynamoDB describes keys: {@code userId (S), at (S)}. A table with another key would
 * refuse every row, so that is found before the first.
 */
final class KeySchema {
    private static final Logger LOG = LoggerFactory.getLogger(KeySchema.class);

    private final List<String> parts;

    private KeySchema(List<String> parts) {
        this.parts = parts;
    }

    static KeySchema of(RowType type, int[] key) {
        List<String> parts = new ArrayList<>();
        for (int column : key) {
            parts.add(part(type.getFieldNames().get(column), typeOf(type.getTypeAt(column))));
        }
        return new KeySchema(parts);
    }

    private static String typeOf(LogicalType type) {
        switch (type.getTypeRoot()) {
            case INTEGER: case BIGINT: case DOUBLE: return "N";
            case BINARY: case VARBINARY: return "B";
            default: return "S";
        }
    }

    private static String part(String name, String type) {
        return name + " (" + type + ")";
    }

    /** Stops the job when the table is not there or has another key. What can't be asked is left to the writes. */
    void check(DynamoDbClient client, String table) {
        TableDescription described;
        try {
            described = client.describeTable(r -> r.tableName(table)).table();
        } catch (SdkException e) {
            if (ServiceFailures.kind(e) == FailureKind.MISSING) {
                throw ServiceFailures.fatal(e, "dynamodb:DescribeTable", "the table '" + table + "'");
            }
            LOG.info("The key of the table '{}' is not checked: {}", table, ServiceFailures.said(e));
            return;
        }
        List<String> actual = partsOf(described);
        if (!actual.equals(parts)) {
            throw new FatalServiceException(FailureKind.MISCONFIGURED,
                    "The key of the table '" + table + "' is " + String.join(", ", actual) + ", and rows are written by "
                            + String.join(", ", parts) + ": give the table that key, or name its key columns in the pipeline.",
                    null);
        }
    }

    private static List<String> partsOf(TableDescription table) {
        List<String> parts = new ArrayList<>();
        for (KeyType type : List.of(KeyType.HASH, KeyType.RANGE)) {
            table.keySchema().stream().filter(element -> element.keyType() == type).forEach(element ->
                    table.attributeDefinitions().stream()
                            .filter(attribute -> attribute.attributeName().equals(element.attributeName()))
                            .forEach(attribute -> parts.add(part(attribute.attributeName(), attribute.attributeTypeAsString()))));
        }
        return parts;
    }
}

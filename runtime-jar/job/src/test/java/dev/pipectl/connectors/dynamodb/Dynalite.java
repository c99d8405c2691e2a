package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** A DynamoDB for tests: dynalite, in a Node of its own. */
public final class Dynalite implements AutoCloseable {
    private static final WaiterOverrideConfiguration OFTEN = WaiterOverrideConfiguration.builder()
            .maxAttempts(1_000)
            .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(20)))
            .build();

    private final Process node;
    private final String endpoint;
    private final DynamoDbClient client;

    public Dynalite() throws Exception {
        Path script = Path.of(Dynalite.class.getResource("dynalite.cjs").toURI());
        node = new ProcessBuilder("node", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String port = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8)).readLine();
        endpoint = "http://127.0.0.1:" + port;
        client = AwsClients.dynamoDb(access());
    }

    public AwsAccess access() {
        return new AwsAccess("us-east-1", endpoint);
    }

    public DynamoDbClient client() {
        return client;
    }

    /** The options of a table there. */
    public String options(String table) {
        return "'connector' = 'pipectl-dynamodb', 'region' = 'us-east-1', 'endpoint' = '" + endpoint + "', 'output' = '" + table
                + "', 'table' = '" + table + "'";
    }

    /** Makes a table; a part of its key is {@code name:S}. */
    public void create(String table, String... parts) {
        create(table, Arrays.asList(parts), null);
    }

    /** Makes a table with a partition key, and a secondary index by another one. */
    public void createWithIndex(String table, String key, String indexKey) {
        create(table, List.of(key), indexKey);
    }

    private void create(String table, List<String> key, String indexKey) {
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> elements = new ArrayList<>();
        for (String part : key) {
            attributes.add(attribute(part));
            elements.add(element(attribute(part), elements.isEmpty() ? KeyType.HASH : KeyType.RANGE));
        }
        client.createTable(t -> {
            if (indexKey != null) {
                attributes.add(attribute(indexKey));
                t.globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                        .indexName("by-" + attribute(indexKey).attributeName())
                        .keySchema(element(attribute(indexKey), KeyType.HASH))
                        .projection(p -> p.projectionType(ProjectionType.ALL))
                        .build());
            }
            t.tableName(table).attributeDefinitions(attributes).keySchema(elements).billingMode(BillingMode.PAY_PER_REQUEST);
        });
        // An answered request for a table is not yet a table that can be written to.
        try (DynamoDbWaiter waiter = DynamoDbWaiter.builder().client(client).overrideConfiguration(OFTEN).build()) {
            waiter.waitUntilTableExists(t -> t.tableName(table));
        }
    }

    private static AttributeDefinition attribute(String part) {
        String[] nameAndType = part.split(":");
        return AttributeDefinition.builder()
                .attributeName(nameAndType[0])
                .attributeType(ScalarAttributeType.fromValue(nameAndType[1]))
                .build();
    }

    private static KeySchemaElement element(AttributeDefinition attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute.attributeName()).keyType(type).build();
    }

    /** All items of a table, each as {@code name=value} in the order of the names. */
    public List<String> items(String table) {
        List<String> items = new ArrayList<>();
        client.scanPaginator(s -> s.tableName(table).consistentRead(true)).items().forEach(item -> items.add(text(item)));
        items.sort(Comparator.naturalOrder());
        return items;
    }

    static String text(Map<String, AttributeValue> item) {
        return new TreeMap<>(item).entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + text(attribute.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String text(AttributeValue value) {
        switch (value.type()) {
            case S: return '"' + value.s() + '"';
            case N: return value.n();
            case B: return "b" + value.b().asByteArray().length;
            case BOOL: return value.bool().toString();
            case NUL: return "NULL";
            case L: return value.l().stream().map(Dynalite::text).collect(Collectors.joining(", ", "[", "]"));
            default: return text(value.m());
        }
    }

    @Override
    public void close() throws Exception {
        client.close();
        node.destroy();
        node.waitFor();
    }
}

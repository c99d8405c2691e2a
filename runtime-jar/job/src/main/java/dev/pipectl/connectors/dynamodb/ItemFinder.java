package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.lookup.Finder;
import dev.pipectl.connectors.lookup.LookupSpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Finds items of a DynamoDB table by their primary key; what is asked for at one time is read in one batch. */
final class ItemFinder implements Finder {
    private static final long serialVersionUID = 1L;
    /** How many batches are read at a time. */
    private static final int READERS = 4;

    private final AwsAccess access;
    private final String table;
    private final LookupSpec spec;
    private transient AttributeMaker[] makers;
    private transient List<String> names;
    private transient LinkedBlockingQueue<Question> questions;
    private transient DynamoDbClient client;
    private transient List<Thread> readers;

    /** A key that is asked for, and where its answer is waited for. */
    record Question(Map<String, AttributeValue> key, CompletableFuture<RowData> answer) {}

    ItemFinder(AwsAccess access, String table, LookupSpec spec) {
        this.access = access;
        this.table = table;
        this.spec = spec;
    }

    @Override
    public void open(MetricGroup group) {
        RowType type = spec.type();
        int[] key = spec.key();
        makers = Arrays.stream(key)
                .mapToObj(column -> AttributeMaker.of(type.getTypeAt(column), false))
                .toArray(AttributeMaker[]::new);
        names = Arrays.stream(key).mapToObj(type.getFieldNames()::get).toList();
        client = AwsClients.dynamoDb(access);
        try {
            KeySchema.of(type, key).check(client, table);
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
        questions = new LinkedBlockingQueue<>();
        LookupMetrics metrics = new LookupMetrics(group);
        readers = IntStream.range(0, READERS)
                .mapToObj(i -> new ItemReader(client, table, spec, names, metrics, questions))
                .map(reader -> new Thread(reader, "lookup-" + spec.stage()))
                .toList();
        readers.forEach(reader -> {
            reader.setDaemon(true);
            reader.start();
        });
    }

    @Override
    public CompletableFuture<RowData> find(Object[] key) {
        CompletableFuture<RowData> answer = new CompletableFuture<>();
        try {
            questions.add(new Question(attributes(key), answer));
        } catch (Unwritable impossible) {
            // A key that DynamoDB can't hold is the key of no item.
            answer.complete(null);
        }
        return answer;
    }

    private Map<String, AttributeValue> attributes(Object[] key) throws Unwritable {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        for (int i = 0; i < key.length; i++) {
            AttributeValue value = makers[i].of(key[i]);
            long size = ItemSize.of(value);
            if (size == 0 || size > ItemRows.LONGEST[i]) {
                throw new Unwritable("NoKey", "no item can have this key");
            }
            attributes.put(names.get(i), value);
        }
        return attributes;
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.forEach(Thread::interrupt);
        }
        if (client != null) {
            client.close();
        }
    }
}

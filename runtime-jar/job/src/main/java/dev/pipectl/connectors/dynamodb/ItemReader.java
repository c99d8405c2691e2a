package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.Backoff;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.ServiceFailures;
import dev.pipectl.connectors.lookup.LookupSpec;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** One thread that answers questions, a batch at a time; what the service calls temporary is asked again. */
final class ItemReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ItemReader.class);
    /** How many keys a batch may have. */
    private static final int BATCH = 100;

    private final DynamoDbClient client;
    private final String table;
    private final LookupSpec spec;
    private final List<String> keyNames;
    private final LookupMetrics metrics;
    private final BlockingQueue<ItemFinder.Question> questions;
    private final Map<String, String> placeholders;
    private final RecordDecoder decoder;
    private final JsonBuffer buffer = new JsonBuffer();
    private final Backoff backoff =
            new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), ThreadLocalRandom.current());

    ItemReader(
            DynamoDbClient client,
            String table,
            LookupSpec spec,
            List<String> keyNames,
            LookupMetrics metrics,
            BlockingQueue<ItemFinder.Question> questions) {
        this.client = client;
        this.table = table;
        this.spec = spec;
        this.keyNames = keyNames;
        this.metrics = metrics;
        this.questions = questions;
        // Names of columns may be words that DynamoDB reserves.
        List<String> columns = spec.type().getFieldNames();
        placeholders = IntStream.range(0, columns.size()).boxed()
                .collect(Collectors.toMap(i -> "#c" + i, columns::get, (one, other) -> one, LinkedHashMap::new));
        decoder = new RecordDecoder(spec.decoder());
    }

    @Override
    public void run() {
        List<ItemFinder.Question> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(questions.take());
                questions.drainTo(batch, BATCH - 1);
                answer(batch);
            }
        } catch (InterruptedException closed) {
            // The subtask ends; nobody waits for an answer any more.
        } catch (RuntimeException failure) {
            batch.forEach(question -> question.answer().completeExceptionally(failure));
        }
    }

    private void answer(List<ItemFinder.Question> batch) throws InterruptedException {
        Map<ItemKey, List<ItemFinder.Question>> waiting = new LinkedHashMap<>();
        for (ItemFinder.Question question : batch) {
            waiting.computeIfAbsent(ItemKey.of(question.key(), keyNames), key -> new ArrayList<>()).add(question);
        }
        Map<ItemKey, RowData> found;
        try {
            found = read(waiting.values().stream().map(same -> same.get(0).key()).toList());
        } catch (SdkException e) {
            RuntimeException fatal = ServiceFailures.fatal(e, "dynamodb:BatchGetItem", "the table '" + table + "'");
            batch.forEach(question -> question.answer().completeExceptionally(fatal));
            return;
        }
        waiting.forEach((key, same) -> same.forEach(
                question -> question.answer().complete(found.get(key))));
    }

    private Map<ItemKey, RowData> read(List<Map<String, AttributeValue>> keys) throws InterruptedException {
        Map<ItemKey, RowData> found = new HashMap<>();
        Map<String, KeysAndAttributes> rest = Map.of(table, KeysAndAttributes.builder()
                .keys(keys)
                .projectionExpression(String.join(", ", placeholders.keySet()))
                .expressionAttributeNames(placeholders)
                .build());
        while (!rest.isEmpty()) {
            Map<String, KeysAndAttributes> request = rest;
            try {
                BatchGetItemResponse response = client.batchGetItem(r -> r.requestItems(request));
                metrics.reads.inc();
                response.responses().values().forEach(items -> items.forEach(item -> {
                    RowData row = rowOf(item);
                    if (row != null) {
                        found.put(ItemKey.of(item, keyNames), row);
                    }
                }));
                rest = response.unprocessedKeys();
                if (rest.isEmpty()) {
                    backoff.reset();
                } else {
                    // The table had no capacity left for these.
                    pause(true);
                }
            } catch (SdkException e) {
                if (ServiceFailures.kind(e) != FailureKind.TEMPORARY) {
                    throw e;
                }
                LOG.info("A lookup in the table '{}' is tried again: {}", table, ServiceFailures.said(e));
                pause(ServiceFailures.isThrottle(e));
            }
        }
        return found;
    }

    private void pause(boolean throttled) throws InterruptedException {
        metrics.retries.inc();
        if (throttled) {
            metrics.throttles.inc();
        }
        Thread.sleep(backoff.next().toMillis());
    }

    /** Null for an item that is not what the pipeline says items are. */
    private RowData rowOf(Map<String, AttributeValue> item) {
        buffer.truncate(0);
        ItemText.write(item, buffer);
        byte[] json = buffer.copy(0);
        GenericRowData row = new GenericRowData(spec.type().getFieldCount());
        if (decoder.decode(json, 0, json.length, RecordDecoder.NO_ARRIVAL, row)) {
            return row;
        }
        metrics.unreadable.inc();
        return null;
    }
}

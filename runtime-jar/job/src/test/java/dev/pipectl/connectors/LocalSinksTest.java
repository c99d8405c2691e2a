package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.job.CounterReporterFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The sinks against our local services, through the AWS SDK; what they hold is read back with the SDK or from disk. */
class LocalSinksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTER = "`id` STRING, `pipeline` STRING, `stage` STRING, `reason` STRING, `detail` STRING, "
            + "`source` ROW<`name` STRING, `shard` STRING, `sequence` STRING>, `eventTime` TIMESTAMP_LTZ(3), "
            + "`arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING";

    @TempDir
    static Path buckets;

    private static LocalAws aws;

    private final StreamTableEnvironment tables = Flink.tables(1, counting());

    @BeforeAll
    static void start() throws Exception {
        aws = new LocalAws(buckets);
    }

    @AfterAll
    static void stop() throws Exception {
        aws.close();
    }

    @AfterEach
    void mend() throws IOException {
        for (String service : List.of("kinesis", "sqs", "s3", "firehose")) {
            aws.call(service, "faults.clear");
        }
    }

    private static Configuration counting() {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporters", "counters");
        configuration.setString("metrics.reporter.counters.factory.class", CounterReporterFactory.class.getName());
        return configuration;
    }

    @Test
    void writesRowsOfAKeyInTheirOrderThroughPartialFailures() throws Exception {
        aws.call("kinesis", "addStream", "orders", Map.of("shards", 2));
        aws.call("sqs", "createQueue", "orders-letters");
        aws.call("kinesis", "faults.failEntries", 0.3, 7);
        numbers(1000);
        table("orders", "`$partitionKey` STRING, `n` BIGINT", "'connector' = 'pipectl-kinesis', 'stream' = 'orders', "
                + "'pipeline' = 'p', 'dead-letters' = 'sqs:orders-letters'");
        table("dead-letters", LETTER, "'connector' = 'pipectl-dead-letters', 'target' = 'orders-letters'");
        CounterReporterFactory.clear();
        StatementSet statements = tables.createStatementSet();
        statements.addInsertSql("INSERT INTO `dead-letters` (`id`, `reason`, `stage`) SELECT CAST(`n` AS STRING), 'late', 'w' "
                + "FROM `numbers` WHERE `n` <= 3");
        statements.addInsertSql("INSERT INTO `orders` SELECT CASE WHEN `n` = 300 THEN '' WHEN `n` = 301 THEN REPEAT('k', 257) "
                + "WHEN `n` = 302 THEN REPEAT('é', 256) ELSE CAST(`n` % 50 AS STRING) END, `n` FROM `numbers`");
        statements.execute().await();

        Map<String, List<Long>> byKey = new TreeMap<>();
        for (Record record : records("orders")) {
            byKey.computeIfAbsent(record.partitionKey(), key -> new ArrayList<>()).add(JSON.readTree(record.data().asByteArray()).get("n").asLong());
        }
        assertThat(byKey).hasSize(51);
        byKey.values().forEach(numbers -> assertThat(numbers).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates());
        assertThat(byKey.values().stream().mapToInt(List::size).sum()).isEqualTo(998);

        assertThat(CounterReporterFactory.sums()).containsAllEntriesOf(Map.of(
                "orders.in", 1000L, "orders.written", 998L, "orders.rejected", 2L,
                "dead-letters.in", 5L, "dead-letters.written", 5L, "dead-letters.rejected", 0L));
        List<JsonNode> letters = new ArrayList<>(messages("orders-letters"));
        assertThat(letters).hasSize(5);
        letters.removeIf(letter -> letter.get("reason").asText().equals("late"));
        assertThat(letters).extracting(letter -> letter.get("detail").asText()).containsExactlyInAnyOrder(
                "ValidationException: the partition key is empty",
                "ValidationException: the partition key has 257 characters, and at most 256 may be");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.get("pipeline").asText()).isEqualTo("p");
            assertThat(letter.get("stage").asText()).isEqualTo("orders");
            assertThat(letter.get("reason").asText()).isEqualTo("rejected");
            assertThat(letter.get("source").isNull()).isTrue();
        });
        assertThat(letters).extracting(letter -> letter.get("record").asText()).contains("{\"$partitionKey\":\"\",\"n\":300}");
    }

    @Test
    void writesLinesThroughFirehoseIntoTheLake() throws Exception {
        Files.createDirectories(buckets.resolve("raw"));
        try (FirehoseClient client = AwsClients.firehose(aws.access())) {
            client.createDeliveryStream(r -> r.deliveryStreamName("lines").extendedS3DestinationConfiguration(
                    d -> d.roleARN("arn:aws:iam::000000000000:role/firehose").bucketARN("arn:aws:s3:::raw")
                            .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(1))));
        }
        aws.call("firehose", "faults.failEvery", 7);
        aws.call("firehose", "faults.throttle", 2);
        numbers(4000);
        table("lines", "`n` BIGINT", "'connector' = 'pipectl-firehose', 'delivery-stream' = 'lines'");
        Flink.run(tables, "INSERT INTO `lines` SELECT `n` FROM `numbers`");

        List<String> expected = LongStream.rangeClosed(1, 4000).mapToObj(n -> "{\"n\":" + n + '}').toList();
        List<String> found = List.of();
        for (int i = 0; i < 600 && found.size() < expected.size(); i++) {
            Thread.sleep(100);
            found = linesUnder(buckets.resolve("raw"));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<String> linesUnder(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @Test
    void sendsLettersToAQueueInPartsWhereTheyAreTooLong() throws Exception {
        aws.call("sqs", "createQueue", "letters");
        aws.call("sqs", "faults.throttle", 2);
        letters("sqs:letters", "'a', REPEAT('\"x\\é', 120000)", "'b', 'plain " + '\uffff' + " end'");
        List<Message> messages = rawMessages("letters");
        assertThat(messages).allMatch(message -> message.body().getBytes(StandardCharsets.UTF_8).length <= 262_144);
        Map<String, JsonNode> joined = joined(messages.stream().map(Message::body).toList());
        assertThat(joined.get("a").get("record").asText()).isEqualTo("\"x\\é".repeat(120_000));
        assertThat(joined.get("b").get("record").asText()).isEqualTo("plain \uffff end");
        assertThat(messages.size()).isGreaterThan(3);
    }

    @Test
    void sendsLettersToAStream() throws Exception {
        aws.call("kinesis", "addStream", "letters", Map.of("shards", 3));
        letters("kinesis:letters", "'a', REPEAT('0123456789', 150000)", "'b', 'short'");
        List<Record> records = records("letters");
        assertThat(records).extracting(Record::partitionKey).containsExactlyInAnyOrder("a", "a", "b");
        Map<String, JsonNode> joined = joined(records.stream().map(record -> record.data().asUtf8String()).toList());
        assertThat(joined.get("a").get("record").asText()).isEqualTo("0123456789".repeat(150_000));
        assertThat(joined.get("b").get("record").asText()).isEqualTo("short");
    }

    @Test
    void sendsManyLettersInOneObject() throws Exception {
        Files.createDirectories(buckets.resolve("lake"));
        aws.call("s3", "faults.throttle", 1);
        letters("s3:lake/dead/letters", "'a', REPEAT('0123456789', 150000)", "'b', 'short'", "'c', 'third'");
        List<Path> objects;
        try (Stream<Path> files = Files.walk(buckets.resolve("lake"))) {
            objects = files.filter(Files::isRegularFile).toList();
        }
        assertThat(objects).singleElement().asString()
                .matches(".*/lake/dead/letters/\\d{4}/\\d\\d/\\d\\d/\\d\\d/[0-9a-f-]{36}\\.jsonl");
        String text = Files.readString(objects.get(0));
        assertThat(text).endsWith("\n");
        assertThat(joined(text.lines().toList())).containsOnlyKeys("a", "b", "c");
    }

    private void numbers(int rows) {
        tables.executeSql("CREATE TABLE `numbers` (`n` BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '" + rows + "', "
                + "'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '" + rows + "')");
    }

    private void table(String name, String columns, String options) {
        tables.executeSql("CREATE TABLE `" + name + "` (" + columns + ") WITH (" + options
                + ", 'output' = '" + name + "', 'endpoint' = '" + aws.url() + "')");
    }

    /** Writes letters of which identity and record are given. */
    private void letters(String target, String... identitiesAndRecords) throws Exception {
        table("letters", LETTER, "'connector' = 'pipectl-dead-letters', 'target' = '" + target + "'");
        List<String> rows = Stream.of(identitiesAndRecords)
                .map(row -> "SELECT " + row + ", 'invalid'")
                .toList();
        Flink.run(tables, "INSERT INTO `letters` (`id`, `record`, `reason`) " + String.join(" UNION ALL ", rows));
    }

    private static List<Record> records(String stream) {
        List<Record> records = new ArrayList<>();
        try (KinesisClient client = AwsClients.kinesis(aws.access())) {
            for (Shard shard : client.listShards(r -> r.streamName(stream)).shards()) {
                String iterator = client.getShardIterator(r -> r.streamName(stream).shardId(shard.shardId())
                        .shardIteratorType("TRIM_HORIZON")).shardIterator();
                while (true) {
                    String from = iterator;
                    var answer = client.getRecords(r -> r.shardIterator(from));
                    records.addAll(answer.records());
                    if (answer.records().isEmpty() && answer.millisBehindLatest() == 0) {
                        break;
                    }
                    iterator = answer.nextShardIterator();
                }
            }
        }
        return records;
    }

    private static List<Message> rawMessages(String queue) {
        List<Message> messages = new ArrayList<>();
        try (SqsClient client = AwsClients.sqs(aws.access())) {
            String url = client.getQueueUrl(r -> r.queueName(queue)).queueUrl();
            while (true) {
                List<Message> some = client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(600)).messages();
                if (some.isEmpty()) {
                    return messages;
                }
                messages.addAll(some);
            }
        }
    }

    private static List<JsonNode> messages(String queue) throws IOException {
        List<JsonNode> letters = new ArrayList<>();
        for (Message message : rawMessages(queue)) {
            letters.add(JSON.readTree(message.body()));
        }
        return letters;
    }

    /** Letters by identity, put together from their parts as docs/dead-letters.md says. */
    private static Map<String, JsonNode> joined(List<String> messages) throws IOException {
        Map<String, JsonNode> letters = new HashMap<>();
        Map<String, Map<Integer, String>> parts = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (String message : messages) {
            JsonNode json = JSON.readTree(message);
            String id = json.get("id").asText();
            ids.add(id);
            if (json.has("parts")) {
                parts.computeIfAbsent(id, key -> new TreeMap<>()).put(json.get("part").asInt(), json.get("text").asText());
                assertThat(json.get("parts").asInt()).isGreaterThan(1);
            } else {
                letters.put(id, json);
            }
        }
        for (Map.Entry<String, Map<Integer, String>> letter : parts.entrySet()) {
            letters.put(letter.getKey(), JSON.readTree(String.join("", letter.getValue().values())));
        }
        assertThat(letters.keySet()).isEqualTo(ids);
        return letters;
    }
}

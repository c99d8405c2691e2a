package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.connectors.Flink;
import dev.pipectl.connectors.Playback;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

class KinesisRunTest {
    private static final long START = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
    private static final int KEYS = 8;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static KinesisServer server;

    @TempDir
    Path dir;
    private int written;

    @BeforeAll
    static void start() throws Exception {
        server = new KinesisServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** Four shards become six under a running job and between two: each record once, in order, and none is late. */
    @Test
    void readsEachRecordOnceThroughReshardingAndASavepoint() throws Exception {
        server.create("playback", 4);
        put("playback", 300);
        JobClient first = run("playback", dir.resolve("first"), null);
        KinesisServer.await(() -> rows(dir.resolve("first")).size() >= 200);
        split("playback");
        put("playback", 100);
        KinesisServer.await(() -> rows(dir.resolve("first")).size() >= 350);
        String savepoint = first.stopWithSavepoint(false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        put("playback", 100);
        merge("playback");
        split("playback");
        put("playback", 100);
        JobClient second = run("playback", dir.resolve("second"), savepoint);
        KinesisServer.await(() -> rows(dir.resolve("first")).size() + rows(dir.resolve("second")).size() >= written);
        put("playback", 50);
        merge("playback");
        put("playback", 50);
        KinesisServer.await(() -> rows(dir.resolve("first")).size() + rows(dir.resolve("second")).size() >= written);
        Thread.sleep(600);
        second.cancel().get(60, TimeUnit.SECONDS);

        Set<String> events = new HashSet<>();
        Set<String> sequences = new HashSet<>();
        for (Path run : List.of(dir.resolve("first"), dir.resolve("second"))) {
            Map<String, Integer> last = new HashMap<>();
            for (JsonNode row : rows(run)) {
                assertThat(events.add(row.get("eventId").asText())).as("%s once", row).isTrue();
                assertThat(sequences.add(row.get("shard").asText() + row.get("sequence").asText())).as("%s once", row).isTrue();
                int number = Integer.parseInt(row.get("eventId").asText().substring(1));
                Integer before = last.put(row.get("userId").asText(), number);
                assertThat(before == null || before < number).as("%s after e%s", row, before).isTrue();
                assertThat(row.get("watermark").isNull() || Instant.parse(row.get("watermark").asText()).isBefore(Instant.parse(row.get("at").asText())))
                        .as("%s not late", row).isTrue();
            }
        }
        assertThat(events).hasSize(written);
        assertThat(rows(dir.resolve("second")).stream().filter(row -> !row.get("watermark").isNull())).isNotEmpty();
    }

    @Test
    void stopsAtOnceWhereThereIsNoSuchStream() {
        Configuration configuration = new Configuration();
        assertThatThrownBy(() -> {
            StreamTableEnvironment tables = tables("plyback", dir.resolve("none"), configuration);
            tables.getConfig().set("restart-strategy.type", "fixed-delay");
            tables.getConfig().set("restart-strategy.fixed-delay.attempts", "3");
            tables.getConfig().set("restart-strategy.fixed-delay.delay", "1 ms");
            tables.executeSql("INSERT INTO `rows` SELECT `eventId` FROM `source.playback`").await();
        }).hasStackTraceContaining("The stream 'plyback' does not exist where kinesis:ListShards looks for it")
                .hasStackTraceContaining("The failure is not recoverable");
    }

    /** Flink restarts the one task that failed; the source takes its shards back and does not make a failure of its own of it. */
    @Test
    void comesBackAfterOneFailureOfATask() throws Exception {
        server.create("partial", 2);
        put("partial", 200);
        FailsOnce.attempts.set(0);
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "100 ms");
        StreamTableEnvironment tables = tables("partial", dir.resolve("partial"), configuration);
        tables.getConfig().set("restart-strategy.type", "fixed-delay");
        tables.getConfig().set("restart-strategy.fixed-delay.attempts", "1");
        tables.getConfig().set("restart-strategy.fixed-delay.delay", "1 ms");
        tables.createTemporarySystemFunction("FAILS_ONCE", FailsOnce.class);
        JobClient job = tables.executeSql("INSERT INTO `rows` SELECT FAILS_ONCE(`eventId`), `userId`, `at`, `$origin`.`shard`, `$origin`.`sequence`,"
                + " CURRENT_WATERMARK(`$time`), NTH(`eventId`) FROM `source.playback`").getJobClient().orElseThrow();
        put("partial", 200);
        KinesisServer.await(() -> rows(dir.resolve("partial")).stream().map(row -> row.get("eventId").asText()).distinct().count() == written);
        job.cancel().get(60, TimeUnit.SECONDS);
        assertThat(FailsOnce.attempts.get()).as("two tasks, of which one came again").isEqualTo(3);
    }

    /**
     * When two shards become one, a task is left without any. What it has read may still wait in its local aggregate for
     * the watermark: until a checkpoint has sent it on, the others must not close the window without it.
     */
    @Test
    void countsWhatWaitsInATaskThatHasNoShardAnyMore() throws Exception {
        server.create("merging", 2);
        put("merging", 60);
        StreamTableEnvironment tables = tables("merging", dir.resolve("none"), new Configuration());
        tables.executeSql("CREATE TABLE `counts` (`start` STRING, `events` BIGINT) WITH ('connector' = 'pipectl-files',"
                + " 'output' = 'counts', 'directory' = '" + dir + "')");
        // Asked for before the job begins: a slow test would find some of its rows counted already.
        long before = Nth.rows.get();
        JobClient job = tables.executeSql("INSERT INTO `counts` SELECT CAST(window_start AS STRING), COUNT(*) FROM TABLE(TUMBLE("
                        + "TABLE `source.playback`, DESCRIPTOR(`$time`), INTERVAL '10' MINUTE)) WHERE NTH(`eventId`) > 0 GROUP BY window_start, window_end")
                .getJobClient().orElseThrow();
        KinesisServer.await(() -> Nth.rows.get() == before + 60);
        var shards = server.open("merging");
        server.client().mergeShards(r -> r.streamName("merging").shardToMerge(shards.get(0).shardId()).adjacentShardToMerge(shards.get(1).shardId()));
        server.active("merging");
        written += 1_200;
        put("merging", 60);
        KinesisServer.await(() -> Nth.rows.get() == before + 120);
        Thread.sleep(500);
        // The first sends the rows on, a later one lets the sink write.
        KinesisServer.await(() -> {
            job.triggerSavepoint(dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL).get(60, TimeUnit.SECONDS);
            return !Flink.lines(dir, "counts").isEmpty();
        });
        job.cancel().get(60, TimeUnit.SECONDS);
        assertThat(JSON.readTree(Flink.lines(dir, "counts").get(0)).get("events").asInt()).isEqualTo(60);
    }

    /** Numbers the rows of all tasks in the order in which they come. */
    public static final class Nth extends ScalarFunction {
        private static final long serialVersionUID = 1L;
        private static final AtomicLong rows = new AtomicLong();

        /** The row's number. */
        public Long eval(String text) {
            return rows.incrementAndGet();
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    /** Passes texts on, and fails at the hundredth in the task that was first. */
    public static final class FailsOnce extends ScalarFunction {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger attempts = new AtomicInteger();
        private transient int attempt;
        private transient int seen;

        @Override
        public void open(FunctionContext context) {
            attempt = attempts.incrementAndGet();
        }

        /** The text itself. */
        public String eval(String text) {
            if (attempt == 1 && ++seen == 100) {
                throw new IllegalStateException("A task fails.");
            }
            return text;
        }
    }

    /** Records of a key are in one shard at a time, and every shard is ordered by time; all together they are minutes long. */
    private void put(String stream, int count) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = ++written;
            int key = number % KEYS;
            long at = START + number * 1000L;
            String event = Playback.event(number, "u" + key, "t", "play", "1", Instant.ofEpochMilli(at).toString());
            BigInteger hash = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(KEYS)).multiply(BigInteger.valueOf(key)).add(BigInteger.TEN);
            entries.add(PutRecordsRequestEntry.builder().partitionKey("u" + key).explicitHashKey(hash.toString())
                    .data(SdkBytes.fromUtf8String(event)).build());
        }
        assertThat(server.client().putRecords(r -> r.streamName(stream).records(entries)).failedRecordCount()).isZero();
    }

    private static void split(String stream) throws Exception {
        var shard = server.open(stream).get(0);
        BigInteger low = new BigInteger(shard.hashKeyRange().startingHashKey());
        BigInteger high = new BigInteger(shard.hashKeyRange().endingHashKey());
        server.client().splitShard(r -> r.streamName(stream).shardToSplit(shard.shardId()).newStartingHashKey(low.add(high).shiftRight(1).toString()));
        server.active(stream);
    }

    private static void merge(String stream) throws Exception {
        var shards = server.open(stream).stream()
                .sorted(Comparator.comparing(shard -> new BigInteger(shard.hashKeyRange().startingHashKey()))).toList();
        server.client().mergeShards(r -> r.streamName(stream).shardToMerge(shards.get(1).shardId()).adjacentShardToMerge(shards.get(2).shardId()));
        server.active(stream);
    }

    private JobClient run(String stream, Path output, String savepoint) {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "200 ms");
        if (savepoint != null) {
            configuration.setString("execution.state-recovery.path", savepoint);
        }
        StreamTableEnvironment tables = tables(stream, output, configuration);
        return tables.executeSql("INSERT INTO `rows` SELECT `eventId`, `userId`, `at`, `$origin`.`shard`, `$origin`.`sequence`, CURRENT_WATERMARK(`$time`),"
                + " NTH(`eventId`) FROM `source.playback`").getJobClient().orElseThrow();
    }

    private StreamTableEnvironment tables(String stream, Path output, Configuration configuration) {
        StreamTableEnvironment tables = Flink.tables(2, configuration);
        tables.createTemporarySystemFunction("NTH", Nth.class);
        tables.executeSql(Playback.source("'connector' = 'pipectl-kinesis', 'stream' = '" + stream + "', 'endpoint' = '" + server.endpoint()
                + "', 'discovery-interval' = '300'"));
        tables.executeSql("CREATE TABLE `rows` (`eventId` STRING" + (output.endsWith("none") ? "" : ", `userId` STRING, `at` TIMESTAMP_LTZ(3), `shard` STRING,"
                + " `sequence` STRING, `watermark` TIMESTAMP_LTZ(3), `nth` BIGINT")
                + ") WITH ('connector' = 'pipectl-files', 'output' = 'rows', 'directory' = '" + output + "')");
        return tables;
    }

    /** The rows in the order in which they came, whichever task they passed. */
    private static List<JsonNode> rows(Path output) throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        if (Files.exists(output)) {
            for (String line : Flink.lines(output, "rows")) {
                rows.add(JSON.readTree(line));
            }
        }
        rows.sort(Comparator.comparingLong(row -> row.get("nth").asLong()));
        return rows;
    }
}

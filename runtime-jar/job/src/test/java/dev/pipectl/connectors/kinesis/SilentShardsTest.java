package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.connectors.Flink;
import dev.pipectl.connectors.Playback;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** What a shard brings after it has been silent is counted, or known to be late: Flink's windows drop nothing on their own. */
class SilentShardsTest {
    private static final long START = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
    private static final String ON_TIME = "NOT COALESCE(FLOOR(`$time` TO MINUTE) + INTERVAL '0 00:00:59.999' DAY TO SECOND <= CURRENT_WATERMARK(`$time`), FALSE)";
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

    /** One reader has both shards, or each has one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void losesNothingOfAShardThatWakesUp(int parallelism) throws Exception {
        String stream = "waking" + parallelism;
        server.create(stream, 2);
        JobClient job = run(stream, parallelism, null);
        put(stream, 0, 0, 600);
        put(stream, 1, 0, 300);
        KinesisServer.await(() -> counts().size() >= 9);
        put(stream, 1, 300, 480);
        KinesisServer.await(() -> counted() + late() >= 300 + 480 + 180);
        close(stream);
        KinesisServer.await(() -> counted() + late() == written - 2);
        assertThat(late()).isPositive();
        job.cancel().get(60, TimeUnit.SECONDS);
    }

    /** The shard wakes up when the job has just come back, before anybody could take it for silent. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void losesNothingOfAShardThatWakesUpInTheNextRun(int parallelism) throws Exception {
        String stream = "next" + parallelism;
        server.create(stream, 2);
        JobClient first = run(stream, parallelism, null);
        put(stream, 0, 0, 600);
        put(stream, 1, 0, 300);
        KinesisServer.await(() -> counts().size() >= 9);
        String savepoint = first.stopWithSavepoint(false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        put(stream, 1, 300, 480);
        JobClient second = run(stream, parallelism, savepoint);
        KinesisServer.await(() -> counted() + late() >= 300 + 480 + 180);
        close(stream);
        KinesisServer.await(() -> counted() + late() == written - 2);
        second.cancel().get(60, TimeUnit.SECONDS);
    }

    /** More readers than shards: those without one hold nothing back. */
    @Test
    void waitsForNoReaderWithoutAShard() throws Exception {
        server.create("few", 1);
        JobClient job = run("few", 3, null);
        put("few", 0, 0, 600);
        KinesisServer.await(() -> counts().size() >= 9);
        assertThat(late()).isZero();
        job.cancel().get(60, TimeUnit.SECONDS);
    }

    private JobClient run(String stream, int parallelism, String savepoint) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "100 ms");
        if (savepoint != null) {
            configuration.setString("execution.state-recovery.path", savepoint);
        }
        Path output = Files.createDirectories(dir.resolve(savepoint == null ? "first" : "second"));
        StreamTableEnvironment tables = Flink.tables(parallelism, configuration);
        tables.executeSql(Playback.source("'connector' = 'pipectl-kinesis', 'stream' = '" + stream + "', 'endpoint' = '" + server.endpoint()
                + "', 'idle-after' = '500'"));
        tables.executeSql("CREATE TABLE `counts` (`events` BIGINT) WITH ('connector' = 'pipectl-files', 'output' = 'counts', 'directory' = '" + output + "')");
        tables.executeSql("CREATE TABLE `late` (`eventId` STRING) WITH ('connector' = 'pipectl-files', 'output' = 'late', 'directory' = '" + output + "')");
        tables.executeSql("CREATE TEMPORARY VIEW `on_time` AS SELECT `$time` FROM `source.playback` WHERE " + ON_TIME);
        return tables.createStatementSet()
                .addInsertSql("INSERT INTO `late` SELECT `eventId` FROM `source.playback` WHERE NOT (" + ON_TIME + ")")
                .addInsertSql("INSERT INTO `counts` SELECT COUNT(*) FROM TABLE(TUMBLE(TABLE `on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))"
                        + " GROUP BY window_start, window_end")
                .execute().getJobClient().orElseThrow();
    }

    /** One event a second, in one of two shards. */
    private void put(String stream, int shard, int from, int to) {
        BigInteger hash = shard == 0 ? BigInteger.TEN : BigInteger.ONE.shiftLeft(128).subtract(BigInteger.TEN);
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (int second = from; second < to; second++) {
            String event = Playback.event(++written, "u", "t", "play", "1", Instant.ofEpochMilli(START + second * 1000L).toString());
            entries.add(PutRecordsRequestEntry.builder().partitionKey("k").explicitHashKey(hash.toString()).data(SdkBytes.fromUtf8String(event)).build());
        }
        for (int i = 0; i < entries.size(); i += 500) {
            List<PutRecordsRequestEntry> some = entries.subList(i, Math.min(entries.size(), i + 500));
            assertThat(server.client().putRecords(r -> r.streamName(stream).records(some)).failedRecordCount()).isZero();
        }
    }

    /** One event in each shard far ahead, which closes the windows of all others. */
    private void close(String stream) {
        put(stream, 0, 3_000, 3_001);
        put(stream, 1, 3_000, 3_001);
    }

    private List<Integer> counts() throws Exception {
        List<Integer> counts = new ArrayList<>();
        for (String line : lines("counts")) {
            Matcher digits = Pattern.compile("\\d+").matcher(line);
            assertThat(digits.find()).isTrue();
            counts.add(Integer.parseInt(digits.group()));
        }
        return counts;
    }

    private int counted() throws Exception {
        return counts().stream().mapToInt(Integer::intValue).sum();
    }

    private int late() throws Exception {
        return lines("late").size();
    }

    private List<String> lines(String output) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String run : List.of("first", "second")) {
            if (Files.exists(dir.resolve(run))) {
                lines.addAll(Flink.lines(dir.resolve(run), output));
            }
        }
        return lines;
    }
}

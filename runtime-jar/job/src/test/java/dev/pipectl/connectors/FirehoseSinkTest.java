package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirehoseSinkTest {
    private final RecordingFirehose firehose;

    @TempDir
    Path dir;

    FirehoseSinkTest() throws Exception {
        firehose = new RecordingFirehose();
    }

    @AfterEach
    void close() {
        firehose.close();
    }

    private void tables(StreamTableEnvironment tables, int rows) {
        tables.executeSql("CREATE TABLE `numbers` (`n` BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '" + rows + "', "
                + "'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '" + rows + "')");
        sink(tables);
    }

    private void sink(StreamTableEnvironment tables) {
        tables.executeSql("CREATE TABLE `raw` (`n` BIGINT, `text` STRING) WITH ('connector' = 'pipectl-firehose', "
                + "'delivery-stream' = 'raw', 'output' = 'raw', 'endpoint' = '" + firehose.url() + "')");
    }

    private static List<String> lines(int rows) {
        return LongStream.rangeClosed(1, rows).mapToObj(n -> "{\"n\":" + n + ",\"text\":\"row\"}\n").toList();
    }

    @Test
    void writesEveryRowOnceThoughRecordsAndRequestsFail() throws Exception {
        Random random = new Random(1);
        AtomicInteger failures = new AtomicInteger();
        firehose.recordError = record -> {
            boolean fails = random.nextInt(7) == 0;
            failures.addAndGet(fails ? 1 : 0);
            return !fails ? null : random.nextBoolean() ? "ServiceUnavailableException" : "InternalFailure";
        };
        firehose.requestError = request -> request % 4 == 1 ? "ServiceUnavailableException" : null;
        StreamTableEnvironment tables = Flink.tables(1);
        tables(tables, 5000);
        Flink.run(tables, "INSERT INTO `raw` SELECT `n`, 'row' FROM `numbers`");
        assertThat(firehose.records()).containsExactlyInAnyOrderElementsOf(lines(5000));
        assertThat(firehose.batches()).allMatch(records -> records <= 500).contains(500);
        assertThat(failures.get()).isGreaterThan(500);
    }

    @Test
    void stopsAtOnceWithoutPermission() throws Exception {
        firehose.requestError = request -> "AccessDeniedException";
        StreamTableEnvironment tables = Flink.tables(1);
        tables(tables, 10);
        assertThatThrownBy(() -> Flink.run(tables, "INSERT INTO `raw` SELECT `n`, 'row' FROM `numbers`")).hasStackTraceContaining(
                "The job may not call firehose:PutRecordBatch on the delivery stream 'raw': allow that action to its role");
    }

    @Test
    void losesNoRowWhenTheJobStartsAgainFromACheckpoint() throws Exception {
        FailOnce.reset();
        List<Path> inputs = List.of(dir.resolve("odd.jsonl"), dir.resolve("even.jsonl"));
        append(inputs, 1, 3000);
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "150 ms");
        configuration.setString("execution.checkpointing.storage", "filesystem");
        configuration.setString("execution.checkpointing.dir", dir.resolve("checkpoints").toUri().toString());
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.delay", "50 ms");
        configuration.setString("pipeline.object-reuse", "true");
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.createLocalEnvironment(2, configuration));
        tables.createTemporarySystemFunction("FAIL_ONCE", FailOnce.class);
        sink(tables);
        tables.executeSql(Playback.source(Playback.files(inputs.toArray(Path[]::new)) + ", 'follow' = 'true'"));
        // Rows always wait for their batch when the job fails.
        firehose.requestError = request -> {
            sleep(20);
            return null;
        };
        JobClient job = tables.executeSql("INSERT INTO `raw` SELECT FAIL_ONCE(CAST(SUBSTRING(`eventId` FROM 2) AS BIGINT)), 'row' FROM `source.playback`")
                .getJobClient().orElseThrow();
        Eventually.holds(() -> firehose.records().size() == 3000);
        // There is one checkpoint at a time: when another begins, the one that began after these rows is complete.
        Path checkpoints = dir.resolve("checkpoints").resolve(job.getJobID().toString());
        int last = newest(checkpoints);
        Eventually.holds(() -> newest(checkpoints) >= last + 2);
        append(inputs, 3001, 6000);
        Eventually.holds(() -> new HashSet<>(firehose.records()).size() == 6000);
        job.cancel().get(60, TimeUnit.SECONDS);
        // The folder may only go when the job does nothing there any more.
        Eventually.holds(() -> newest(checkpoints) == 0);
        assertThat(FailOnce.failures()).isEqualTo(1);
        Map<String, Long> times = firehose.records().stream().collect(Collectors.groupingBy(record -> record, Collectors.counting()));
        assertThat(times.keySet()).isEqualTo(new HashSet<>(lines(6000)));
        // What came after the last checkpoint may have come twice, and nothing else.
        assertThat(lines(3000)).allMatch(line -> times.get(line) == 1);
        assertThat(times.values()).allMatch(count -> count <= 2);
    }

    /** Events of these numbers, every other one in either file. */
    private static void append(List<Path> files, int from, int to) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            List<String> events = new ArrayList<>();
            for (int n = from + i; n <= to; n += files.size()) {
                events.add(Playback.event(n, "u", "t", "play", "1", "2026-01-31T12:00:00Z"));
            }
            Files.write(files.get(i), events, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** The number of the checkpoint that began last; 0 before the first. */
    private static int newest(Path checkpoints) throws IOException {
        try (Stream<Path> folders = Files.list(checkpoints)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("chk-\\d+"))
                    .mapToInt(name -> Integer.parseInt(name.substring(4)))
                    .max().orElse(0);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(Duration.ofMillis(millis).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives back what it is given, but for one time in the middle. */
    public static final class FailOnce extends ScalarFunction {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger FAILURES = new AtomicInteger();

        static void reset() {
            FAILURES.set(0);
        }

        static int failures() {
            return FAILURES.get();
        }

        public Long eval(Long n) {
            if (n >= 3500 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("The test fails the job here.");
            }
            return n;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}

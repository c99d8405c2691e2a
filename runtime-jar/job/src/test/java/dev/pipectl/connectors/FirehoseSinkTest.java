package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirehoseSinkTest {
    private final RecordingFirehose firehose;

    FirehoseSinkTest() throws Exception {
        firehose = new RecordingFirehose();
    }

    @AfterEach
    void close() {
        firehose.close();
    }

    private void tables(StreamTableEnvironment tables, int rows, String more) {
        tables.executeSql("CREATE TABLE `numbers` (`n` BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '" + rows + "', "
                + "'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '" + rows + "'" + more + ")");
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
        tables(tables, 5000, "");
        Flink.run(tables, "INSERT INTO `raw` SELECT `n`, 'row' FROM `numbers`");
        assertThat(firehose.records()).containsExactlyInAnyOrderElementsOf(lines(5000));
        assertThat(firehose.batches()).allMatch(records -> records <= 500).contains(500);
        assertThat(failures.get()).isGreaterThan(500);
    }

    @Test
    void stopsAtOnceWithoutPermission() throws Exception {
        firehose.requestError = request -> "AccessDeniedException";
        StreamTableEnvironment tables = Flink.tables(1);
        tables(tables, 10, "");
        assertThatThrownBy(() -> Flink.run(tables, "INSERT INTO `raw` SELECT `n`, 'row' FROM `numbers`")).hasStackTraceContaining(
                "The job may not call firehose:PutRecordBatch on the delivery stream 'raw': allow that action to its role");
    }

    @Test
    void losesNoRowWhenTheJobStartsAgainFromACheckpoint() throws Exception {
        FailOnce.reset();
        Configuration configuration = new Configuration();
        configuration.setString("execution.checkpointing.interval", "150 ms");
        configuration.setString("restart-strategy.type", "fixed-delay");
        configuration.setString("restart-strategy.fixed-delay.delay", "50 ms");
        configuration.setString("pipeline.object-reuse", "true");
        StreamTableEnvironment tables =
                StreamTableEnvironment.create(StreamExecutionEnvironment.createLocalEnvironment(2, configuration));
        tables.createTemporarySystemFunction("FAIL_ONCE", FailOnce.class);
        tables(tables, 6000, ", 'rows-per-second' = '3000'");
        // Rows always wait for their batch when the job fails.
        firehose.requestError = request -> {
            sleep(20);
            return null;
        };
        Flink.run(tables, "INSERT INTO `raw` SELECT FAIL_ONCE(`n`), 'row' FROM `numbers`");
        assertThat(FailOnce.failures()).isEqualTo(1);
        assertThat(new HashSet<>(firehose.records())).isEqualTo(new HashSet<>(lines(6000)));
        // What came after the last checkpoint came twice, and nothing else.
        assertThat(firehose.records().size() - 6000).isLessThan(4000);
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

package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.Flink;
import dev.pipectl.connectors.Playback;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.functions.ScalarFunction;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** Records a second through the source: {@code KinesisBenchmark ENDPOINT STREAM RECORDS PARALLELISM}; not a test. */
public final class KinesisBenchmark {
    static final AtomicLong SEEN = new AtomicLong();
    static volatile long first;

    private KinesisBenchmark() {}

    /** Counts rows as they pass. */
    public static final class Seen extends ScalarFunction {
        private static final long serialVersionUID = 1L;

        /** The number itself. */
        public Double eval(Double watched) {
            if (SEEN.getAndIncrement() == 0) {
                first = System.nanoTime();
            }
            return watched;
        }
    }

    public static void main(String[] args) throws Exception {
        int records = Integer.parseInt(args[2]);
        AwsAccess access = new AwsAccess(null, args[0]);
        long begun = System.nanoTime();
        feed(access, args[1], records);
        System.out.printf("fed %,d records in %.1f s%n", records, seconds(begun));
        for (int run = 1; run <= 2; run++) {
            long cpu = cpu();
            double rate = raw(access, args[1]);
            System.out.printf("raw: %,.0f records/s by one thread, %.2f us of processor each%n", rate, (cpu() - cpu) / 1e3 / records);
        }
        for (int run = 1; run <= 4; run++) {
            SEEN.set(0);
            long started = System.nanoTime();
            long cpu = cpu();
            JobClient job = start(args[0], args[1], Integer.parseInt(args[3]));
            while (SEEN.get() < records) {
                Thread.sleep(1);
            }
            long last = System.nanoTime();
            System.out.printf("run %d: %,.0f records/s from first to last, %.1f s and %.2f us of processor each with the start%n",
                    run, records / ((last - first) / 1e9), seconds(started), (cpu() - cpu) / 1e3 / records);
            job.cancel().get(30, TimeUnit.SECONDS);
        }
        System.exit(0);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double raw(AwsAccess access, String stream) {
        try (StreamCalls calls = new StreamCalls(access, StreamAddress.of(stream))) {
            long begun = System.nanoTime();
            long count = 0;
            for (Shard shard : calls.list()) {
                String iterator = calls.iterator(shard.id(), ShardPosition.TRIM_HORIZON);
                for (boolean behind = true; behind; ) {
                    var response = calls.records(shard.id(), iterator, 10_000);
                    count += response.records().size();
                    iterator = response.nextShardIterator();
                    behind = response.millisBehindLatest() > 0;
                }
            }
            return count / seconds(begun);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static JobClient start(String endpoint, String stream, int parallelism) {
        Configuration configuration = new Configuration();
        StreamTableEnvironment tables = Flink.tables(parallelism, configuration);
        tables.createTemporarySystemFunction("SEEN", Seen.class);
        tables.executeSql(Playback.source("'connector' = 'pipectl-kinesis', 'stream' = '" + stream + "', 'endpoint' = '" + endpoint + "'"));
        tables.executeSql("CREATE TABLE `nowhere` (`eventId` STRING, `userId` STRING, `at` TIMESTAMP_LTZ(3), `watched` DOUBLE) WITH ('connector' = 'blackhole')");
        return tables.executeSql("INSERT INTO `nowhere` SELECT `eventId`, `userId`, `at`, SEEN(`watchedSeconds`) FROM `source.playback`").getJobClient().orElseThrow();
    }

    private static void feed(AwsAccess access, String stream, int records) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (KinesisClient client = AwsClients.kinesis(access)) {
            for (int from = 0; from < records; from += 500) {
                List<PutRecordsRequestEntry> entries = new ArrayList<>();
                for (int i = from; i < Math.min(records, from + 500); i++) {
                    String at = Instant.ofEpochMilli(1_769_860_800_000L + i).toString();
                    entries.add(PutRecordsRequestEntry.builder().partitionKey("u" + i % 1000)
                            .data(SdkBytes.fromUtf8String(Playback.event(i, "u" + i % 1000, "title-" + i % 77, "play", "12.5", at))).build());
                }
                threads.submit(() -> client.putRecords(r -> r.streamName(stream).records(entries)));
            }
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.MINUTES);
        }
    }
}

package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.junit.jupiter.api.Test;

class ReaderMetricsTest {
    private final Map<String, Object> metrics = new TreeMap<>();

    /** Notes what is registered, by its path. */
    private final class Group extends UnregisteredMetricsGroup {
        private final String path;

        Group(String path) {
            this.path = path;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Group(path + name + '/');
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Group(path + key + '=' + value + '/');
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            metrics.put(path + name, gauge);
            return gauge;
        }

        @Override
        public <M extends Meter> M meter(String name, M meter) {
            metrics.put(path + name, meter);
            return meter;
        }

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            metrics.put(path + name, counter);
            return counter;
        }
    }

    /** A shard of which everything is said here. */
    private static final class Shard implements ShardReading {
        private volatile long behind;
        private volatile long silent;
        private volatile boolean ended;

        Shard(long silent) {
            this.silent = silent;
        }

        @Override
        public long millisBehindLatest() {
            return behind;
        }

        @Override
        public long silentMillis() {
            return silent;
        }

        @Override
        public boolean hasEnded() {
            return ended;
        }
    }

    private ReaderMetrics readerOf(String streamName, Long idleAfter) {
        return new ReaderMetrics(InternalSourceReaderMetricGroup.mock(new Group("")), "playback", streamName, idleAfter);
    }

    @Test
    void areInTheGroupThatIsExportedAndNoTermsOfTheLedger() {
        ReaderMetrics reader = readerOf("playback-prod", null);
        Shard shard = new Shard(-1);
        reader.shard("shardId-000000000003", shard);
        String stream = "kinesisanalytics/source=playback/stream=playback-prod/";
        assertThat(metrics).containsKeys(
                stream + "retries", stream + "throttles", stream + "expiredIterators", stream + "expiredShards",
                stream + "recordsOfOtherShards", stream + "eventTimeLag", stream + "recordsPerSecond", stream + "shards", stream + "silentShards",
                stream + "shardId=shardId-000000000003/millisBehindLatest", "kinesisanalytics/recordsPerSecond");
        assertThat(metrics.keySet()).noneMatch(name -> name.contains("stage="));
        shard.behind = 1234;
        assertThat(gauge(stream + "shardId=shardId-000000000003/millisBehindLatest")).isEqualTo(1234L);
        assertThat(gauge(stream + "eventTimeLag")).isEqualTo(-1L);
        reader.eventTime(System.currentTimeMillis() - 60_000);
        assertThat((Long) gauge(stream + "eventTimeLag")).isBetween(60_000L, 90_000L);
    }

    /** At night nothing comes and nothing is late; what waits to be read gets later and later. */
    @Test
    void theLagDoesNotGrowWhereThereIsNothingToRead() throws Exception {
        ReaderMetrics reader = readerOf("playback", null);
        String lag = "kinesisanalytics/source=playback/stream=playback/eventTimeLag";
        Shard one = new Shard(0);
        reader.shard("one", one);
        reader.shard("other", new Shard(0));
        reader.eventTime(System.currentTimeMillis() - 5_000);
        long then = (Long) gauge(lag);
        Thread.sleep(20);
        assertThat(gauge(lag)).isEqualTo(then);
        one.silent = -1;
        assertThat((Long) gauge(lag)).isGreaterThanOrEqualTo(then + 20);
    }

    /** One that brings records, one that has just brought some, two that have not for a minute, one that has ended. */
    @Test
    void countShardsThatWindowsWaitFor() {
        for (Long idleAfter : new Long[] {null, 90_000L, 1_000L}) {
            ReaderMetrics reader = readerOf("playback", idleAfter);
            for (long silent : new long[] {-1, 59_999, 60_000, 100_000}) {
                reader.shard("silent for " + silent, new Shard(silent));
            }
            Shard ended = new Shard(100_000);
            ended.ended = true;
            reader.shard("ended", ended);
            String stream = "kinesisanalytics/source=playback/stream=playback/";
            assertThat(gauge(stream + "shards")).isEqualTo(4L);
            assertThat(gauge(stream + "silentShards")).isEqualTo(idleAfter == null ? 2L : idleAfter == 90_000 ? 1L : 0L);
        }
    }

    private Object gauge(String name) {
        return ((Gauge<?>) metrics.get(name)).getValue();
    }
}

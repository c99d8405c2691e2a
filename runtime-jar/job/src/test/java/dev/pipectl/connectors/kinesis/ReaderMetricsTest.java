package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void areInTheGroupThatIsExportedAndNoTermsOfTheLedger() {
        AtomicLong behind = new AtomicLong(-1);
        AtomicBoolean silent = new AtomicBoolean();
        ReaderMetrics reader = new ReaderMetrics(InternalSourceReaderMetricGroup.mock(new Group("")), "playback", "playback-prod");
        reader.shard("shardId-000000000003", behind::get, silent::get);
        String stream = "kinesisanalytics/source=playback/stream=playback-prod/";
        assertThat(metrics).containsKeys(
                stream + "retries", stream + "throttles", stream + "expiredIterators", stream + "expiredShards",
                stream + "recordsOfOtherShards", stream + "eventTimeLag", stream + "recordsPerSecond",
                stream + "shardId=shardId-000000000003/millisBehindLatest", "kinesisanalytics/recordsPerSecond");
        assertThat(metrics.keySet()).noneMatch(name -> name.contains("stage="));
        behind.set(1234);
        assertThat(gauge(stream + "shardId=shardId-000000000003/millisBehindLatest")).isEqualTo(1234L);
        assertThat(gauge(stream + "eventTimeLag")).isEqualTo(-1L);
        reader.eventTime(System.currentTimeMillis() - 60_000);
        assertThat((Long) gauge(stream + "eventTimeLag")).isBetween(60_000L, 90_000L);
    }

    /** At night nothing comes and nothing is late; what waits to be read gets later and later. */
    @Test
    void theLagDoesNotGrowWhereThereIsNothingToRead() throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        ReaderMetrics reader = new ReaderMetrics(InternalSourceReaderMetricGroup.mock(new Group("")), "playback", "playback");
        String lag = "kinesisanalytics/source=playback/stream=playback/eventTimeLag";
        reader.shard("one", () -> 0, silent::get);
        reader.shard("other", () -> 0, () -> true);
        reader.eventTime(System.currentTimeMillis() - 5_000);
        long then = (Long) gauge(lag);
        Thread.sleep(20);
        assertThat(gauge(lag)).isEqualTo(then);
        silent.set(false);
        assertThat((Long) gauge(lag)).isGreaterThanOrEqualTo(then + 20);
    }

    private Object gauge(String name) {
        return ((Gauge<?>) metrics.get(name)).getValue();
    }
}

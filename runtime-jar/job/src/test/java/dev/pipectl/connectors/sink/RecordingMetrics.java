package dev.pipectl.connectors.sink;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Metrics that can be read by their path. */
public final class RecordingMetrics extends UnregisteredMetricsGroup implements SinkWriterMetricGroup {
    private final String path;
    private final Map<String, Metric> metrics;

    public RecordingMetrics() {
        this("", new TreeMap<>());
    }

    private RecordingMetrics(String path, Map<String, Metric> metrics) {
        this.path = path;
        this.metrics = metrics;
    }

    /** The paths of all that there are. */
    public Set<String> paths() {
        return metrics.keySet();
    }

    /** The value of {@code group.key.value.name}. */
    public long count(String name) {
        Metric metric = metrics.get(name);
        if (metric == null) {
            throw new AssertionError("There is no '" + name + "' in " + metrics.keySet());
        }
        return metric instanceof Counter counter ? counter.getCount() : ((Histogram) metric).getCount();
    }

    /** What a gauge shows now. */
    Object gauge(String name) {
        return ((Gauge<?>) metrics.get(name)).getValue();
    }

    /** A stage's term in the ledger. */
    long term(String stage, String term) {
        return count("kinesisanalytics.stage." + stage + '.' + term);
    }

    @Override
    public Counter counter(String name) {
        return counter(name, new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        metrics.put(path + name, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        metrics.put(path + name, gauge);
        return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        metrics.put(path + name, histogram);
        return histogram;
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        metrics.put(path + name, meter);
        return meter;
    }

    @Override
    public MetricGroup addGroup(String name) {
        return new RecordingMetrics(path + name + '.', metrics);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordingMetrics(path + key + '.' + value + '.', metrics);
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Counter getNumRecordsOutErrorsCounter() {
        return known("numRecordsSendErrors");
    }

    @Override
    public Counter getNumRecordsSendErrorsCounter() {
        return known("numRecordsSendErrors");
    }

    @Override
    public Counter getNumRecordsSendCounter() {
        return known("numRecordsSend");
    }

    @Override
    public Counter getNumBytesSendCounter() {
        return known("numBytesSend");
    }

    private Counter known(String name) {
        return (Counter) metrics.computeIfAbsent(name, key -> new SimpleCounter());
    }

    @Override
    public void setCurrentSendTimeGauge(Gauge<Long> currentSendTimeGauge) {}
}

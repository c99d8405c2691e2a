package dev.pipectl.job;

import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Keeps the stages' counters, and Flink's own of late rows, of the jobs in this JVM. */
public final class CounterReporterFactory implements MetricReporterFactory {
    static final String LATE_DROPPED = "numLateRecordsDropped";

    private static final Queue<Map.Entry<String, Counter>> COUNTERS = new ConcurrentLinkedQueue<>();

    /** Forgets all of them. */
    public static void clear() {
        COUNTERS.clear();
    }

    /** By {@code stage.term}, summed over operators and subtasks; late rows under their own name. */
    public static Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        COUNTERS.forEach(entry -> sums.merge(entry.getKey(), entry.getValue().getCount(), Long::sum));
        return sums;
    }

    /** How many subtasks counted anything under {@code stage.term}. */
    static long subtasks(String counter) {
        return COUNTERS.stream()
                .filter(entry -> entry.getKey().equals(counter) && entry.getValue().getCount() > 0)
                .count();
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new MetricReporter() {
            @Override
            public void open(MetricConfig config) {}

            @Override
            public void close() {}

            @Override
            public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
                String stage = group.getAllVariables().get("<stage>");
                if (metric instanceof Counter counter && (stage != null || name.equals(LATE_DROPPED))) {
                    COUNTERS.add(Map.entry(stage == null ? name : stage + "." + name, counter));
                }
            }

            @Override
            public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
        };
    }
}

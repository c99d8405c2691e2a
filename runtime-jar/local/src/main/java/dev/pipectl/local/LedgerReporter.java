package dev.pipectl.local;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Collects the metrics the ledger is made of, per job, as Flink announces them. The objects are kept after their task is
 * gone, so what is read when a job has ended is final and exact.
 */
public final class LedgerReporter implements MetricReporter {
    private static final String GROUP = "kinesisanalytics";
    /** Reporters are made by Flink from their factory, so the server can't hold the instance. */
    private static final ConcurrentMap<String, JobMetrics> JOBS = new ConcurrentHashMap<>();

    static JobMetrics of(String job) {
        return JOBS.computeIfAbsent(job, key -> new JobMetrics());
    }

    static void forget(String job) {
        JOBS.remove(job);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String job = group.getAllVariables().get("<job_id>");
        if (job == null) {
            return;
        }
        if (metric instanceof Counter counter) {
            String stage = group.getAllVariables().get("<stage>");
            if (stage != null && isLedger(group)) {
                of(job).addTerm(stage, name, counter);
            } else if (name.equals("numLateRecordsDropped")) {
                of(job).addLateDropped(counter);
            }
        } else if (name.equals("numRestarts") && metric instanceof Gauge<?> gauge) {
            of(job).setRestarts(gauge);
        }
    }

    private static boolean isLedger(MetricGroup group) {
        for (String part : group.getScopeComponents()) {
            if (part.equals(GROUP)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}

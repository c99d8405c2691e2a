package dev.pipectl.local;

import java.util.Map;
import java.util.Set;
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
    private static final Set<String> OF_JOB = Set.of(
            "numRestarts",
            "numberOfCompletedCheckpoints",
            "numberOfFailedCheckpoints",
            "lastCheckpointDuration",
            "lastCheckpointFullSize");
    /** How many shards a reader has, and for how many of them windows wait in vain. */
    private static final Set<String> SHARDS = Set.of("shards", "silentShards");
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
        Map<String, String> variables = group.getAllVariables();
        String job = variables.get("<job_id>");
        if (job == null) {
            return;
        }
        String operator = variables.get("<operator_id>");
        String stage = variables.get("<stage>");
        JobMetrics.Subtask subtask = new JobMetrics.Subtask(operator, variables.get("<subtask_index>"));
        if (metric instanceof Counter counter) {
            if (stage != null && isLedger(group)) {
                of(job).addTerm(stage, name, counter, operator);
            } else if (name.equals("numLateRecordsDropped")) {
                of(job).addLateDropped(counter);
            }
        } else if (metric instanceof Gauge<?> gauge) {
            if (OF_JOB.contains(name)) {
                of(job).addOfJob(name, gauge);
            } else if (operator != null && name.equals("currentInputWatermark")) {
                of(job).addWatermark(subtask, gauge);
            } else if (name.equals("millisBehindLatest") && variables.get("<source>") != null) {
                of(job).addLag(variables.get("<source>"), variables.get("<shardId>"), gauge);
            } else if (SHARDS.contains(name) && variables.get("<source>") != null) {
                of(job).addShards(variables.get("<source>"), name, subtask, gauge);
            }
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

package dev.pipectl.metrics;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The ledger's counters of one operator: one counter per stage and term, found again however often it is asked for.
 *
 * <p>Flink drops the second registration of a name in one group with only a log line, so two instances of a function in
 * one operator would lose counts; hence the counters are shared per metric group. Ask once per stage and keep the
 * counter: the look-up is not meant for every row.
 */
public final class StageCounters {
    private static final String GROUP = "kinesisanalytics";
    /** Weak keys; the values must not hold the group. */
    private static final Map<MetricGroup, Map<String, Counter>> BY_GROUP = new WeakHashMap<>();

    private final MetricGroup group;
    private final Map<String, Counter> counters;

    private StageCounters(MetricGroup group, Map<String, Counter> counters) {
        this.group = group;
        this.counters = counters;
    }

    /** The counters of the operator that owns the metric group. */
    public static StageCounters of(MetricGroup group) {
        synchronized (BY_GROUP) {
            return new StageCounters(group, BY_GROUP.computeIfAbsent(group, key -> new ConcurrentHashMap<>()));
        }
    }

    /** The counter of a stage's term, for example {@code counter("popularity", "late")}. */
    public Counter counter(String stage, String term) {
        return counters.computeIfAbsent(
                stage + '\0' + term, key -> group.addGroup(GROUP).addGroup("stage", stage).counter(term));
    }
}

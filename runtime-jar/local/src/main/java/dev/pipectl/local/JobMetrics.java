package dev.pipectl.local;

import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;

/** The metrics of one job, summed over subtasks, operators and attempts when asked. */
final class JobMetrics {
    private record Term(String stage, String name, Counter counter) {}

    private final Queue<Term> terms = new ConcurrentLinkedQueue<>();
    private final Queue<Counter> lateDropped = new ConcurrentLinkedQueue<>();
    private volatile Gauge<?> restarts;

    void addTerm(String stage, String name, Counter counter) {
        terms.add(new Term(stage, name, counter));
    }

    void addLateDropped(Counter counter) {
        lateDropped.add(counter);
    }

    void setRestarts(Gauge<?> gauge) {
        restarts = gauge;
    }

    /** Stage, then term, then the count; sorted, so that the same counts are the same bytes. */
    Map<String, Map<String, Long>> counters() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (Term term : terms) {
            sums.computeIfAbsent(term.stage, key -> new TreeMap<>()).merge(term.name, term.counter.getCount(), Long::sum);
        }
        return sums;
    }

    /** Rows that Flink's own window operators dropped as late; 0 when ours found all of them first. */
    long lateDropped() {
        return lateDropped.stream().mapToLong(Counter::getCount).sum();
    }

    long restarts() {
        Gauge<?> gauge = restarts;
        return gauge != null && gauge.getValue() instanceof Number number ? number.longValue() : 0;
    }
}

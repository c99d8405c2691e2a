package dev.pipectl.local;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;

/** The metrics of one job, summed over subtasks, operators and attempts when asked. */
final class JobMetrics {
    private record Term(String stage, String name, Counter counter) {}

    /** An operator's subtask; its later attempts take the place of the earlier ones. */
    record Subtask(String operator, String index) {}

    private final Queue<Term> terms = new ConcurrentLinkedQueue<>();
    private final Queue<Counter> lateDropped = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<String>> operatorsOfStages = new ConcurrentHashMap<>();
    private final Map<Subtask, Gauge<?>> watermarks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Gauge<?>>> lags = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Map<Subtask, Gauge<?>>>> shards = new ConcurrentHashMap<>();
    private final Map<String, Gauge<?>> ofJob = new ConcurrentHashMap<>();

    void addTerm(String stage, String name, Counter counter, String operator) {
        terms.add(new Term(stage, name, counter));
        if (operator != null) {
            operatorsOfStages.computeIfAbsent(stage, key -> ConcurrentHashMap.newKeySet()).add(operator);
        }
    }

    void addWatermark(Subtask subtask, Gauge<?> gauge) {
        watermarks.put(subtask, gauge);
    }

    /** How far the reading of a shard is behind its end, in milliseconds; negative while nobody knows. */
    void addLag(String source, String shard, Gauge<?> gauge) {
        lags.computeIfAbsent(source, key -> new ConcurrentHashMap<>()).put(shard, gauge);
    }

    /** A number of shards, by its name, that one of the source's readers has. */
    void addShards(String source, String name, Subtask reader, Gauge<?> gauge) {
        shards.computeIfAbsent(source, key -> new ConcurrentHashMap<>())
                .computeIfAbsent(name, key -> new ConcurrentHashMap<>())
                .put(reader, gauge);
    }

    /** A metric of the job as a whole. */
    void addOfJob(String name, Gauge<?> gauge) {
        ofJob.put(name, gauge);
    }

    void addLateDropped(Counter counter) {
        lateDropped.add(counter);
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
        return ofJob("numRestarts");
    }

    /** A number about the job as a whole; 0 when Flink has not said it yet. */
    long ofJob(String name) {
        return number(ofJob.get(name), 0);
    }

    /** Epoch milliseconds that event time has come to in each stage; stages that have seen no watermark are left out. */
    Map<String, Long> watermarks() {
        Map<String, Long> least = new TreeMap<>();
        operatorsOfStages.forEach((stage, operators) -> watermarks.forEach((subtask, gauge) -> {
            if (operators.contains(subtask.operator())) {
                least.merge(stage, number(gauge, Long.MIN_VALUE), Math::min);
            }
        }));
        least.values().removeIf(watermark -> watermark == Long.MIN_VALUE);
        return least;
    }

    /** By source: the milliseconds of its shard that is furthest behind. */
    Map<String, Long> lags() {
        Map<String, Long> most = new TreeMap<>();
        lags.forEach((source, shards) ->
                shards.values().forEach(gauge -> most.merge(source, number(gauge, -1), Math::max)));
        most.values().removeIf(lag -> lag < 0);
        return most;
    }

    /** By source, then by name: the shards of all its readers. */
    Map<String, Map<String, Long>> shards() {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        shards.forEach((source, names) -> names.forEach((name, readers) -> sums.computeIfAbsent(source, key -> new TreeMap<>())
                .put(name, readers.values().stream().mapToLong(gauge -> number(gauge, 0)).sum())));
        return sums;
    }

    private static long number(Gauge<?> gauge, long otherwise) {
        return gauge != null && gauge.getValue() instanceof Number number ? number.longValue() : otherwise;
    }
}

package dev.pipectl.connectors.kinesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** What Flink is to an enumerator, on the test's own thread: calls wait until the test makes them. */
final class Coordinator implements SplitEnumeratorContext<ShardSplit> {
    final Map<Integer, ReaderInfo> readers = new TreeMap<>();
    /** What was told to readers, in order: {@code 0 <- shardId-…} and the events. */
    final List<String> told = new ArrayList<>();
    final Map<String, ShardSplit> given = new LinkedHashMap<>();
    private final int parallelism;
    private final List<Runnable> once = new ArrayList<>();
    private Runnable periodic = () -> {};

    Coordinator(int parallelism) {
        this.parallelism = parallelism;
    }

    /** What the enumerator has done since the last question. */
    List<String> news() {
        List<String> news = new ArrayList<>(told);
        told.clear();
        return news;
    }

    /** The interval has passed. */
    void interval() {
        periodic.run();
        calls();
    }

    /** The calls that are due at once. */
    void calls() {
        List<Runnable> due = new ArrayList<>(once);
        once.clear();
        due.forEach(Runnable::run);
    }

    void register(ShardsEnumerator enumerator, int reader) {
        readers.put(reader, new ReaderInfo(reader, "here"));
        enumerator.addReader(reader);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        check(reader);
        told.add(reader + " <- " + text(event));
    }

    private static String text(SourceEvent event) {
        if (event instanceof ShardReleased released) {
            return "released " + number(released.shard());
        }
        return event instanceof SourceProgress progress ? "at " + progress.watermark() : "given";
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<ShardSplit> assignment) {
        assignment.assignment().forEach((reader, splits) -> {
            check(reader);
            for (ShardSplit split : splits) {
                told.add(reader + " <- " + number(split.shard()));
                given.put(split.shard(), split);
            }
        });
    }

    private void check(int reader) {
        if (!readers.containsKey(reader)) {
            throw new IllegalStateException("Reader " + reader + " is not there.");
        }
    }

    private static long number(String shard) {
        return Shard.number(shard);
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        once.add(() -> call(callable, handler));
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
        periodic = () -> call(callable, handler);
        once.add(periodic);
    }

    private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
        T result = null;
        Throwable failure = null;
        try {
            result = callable.call();
        } catch (Throwable e) {
            failure = e;
        }
        handler.accept(result, failure);
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
        runnable.run();
    }
}

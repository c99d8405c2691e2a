package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * The lanes to one service. All that is decided is decided on the task's thread; other threads only ask the service, and
 * report to it, which also makes the job fail when something can't be mended.
 */
final class Lanes<P> {
    private final BatchService<P> service;
    private final Outcome<P> outcome;
    private final SendMetrics metrics;
    private final BiConsumer<Runnable, String> answers;
    private final TaskContext.Pause pause;
    private final ProcessingTimeService time;
    private final Executor threads;
    private final List<Lane<P>> lanes = new ArrayList<>();
    /** The lane that the last entry went to. */
    private int last;
    private boolean lastHasKey;
    private boolean flushing;
    private long timer = Lane.NEVER;

    Lanes(
            Delivery<P> delivery,
            BatchService<P> service,
            Outcome<P> outcome,
            SendMetrics metrics,
            TaskContext task,
            Executor threads) {
        this.service = service;
        this.outcome = outcome;
        this.metrics = metrics;
        this.answers = task.answers();
        this.pause = task.pause();
        this.time = task.time();
        this.threads = threads;
        for (int i = 0; i < delivery.lanes(); i++) {
            lanes.add(new Lane<>(delivery.limits(), delivery.sameKey(), task.backoffs().get()));
        }
    }

    void add(Entry<P> entry) {
        long now = time.getCurrentProcessingTime();
        lastHasKey = entry.key() != null;
        if (lastHasKey) {
            last = Math.floorMod(spread(entry.key().hashCode()), lanes.size());
        } else {
            roundRobin();
        }
        Lane<P> lane = lanes.get(last);
        lane.add(entry, now);
        advance(lane, now);
    }

    /** Fills a batch before it turns to the next lane, so that few rows make few batches. */
    private void roundRobin() {
        if (!turnTo(lane -> !lane.isUnderWay()) && !turnTo(lane -> !lane.isReady())) {
            turnTo(lane -> !lane.isFull());
        }
    }

    /** Turns to the first lane that will do, from the last one on. */
    private boolean turnTo(Predicate<Lane<P>> willDo) {
        for (int i = 0; i < lanes.size(); i++) {
            int next = (last + i) % lanes.size();
            if (willDo.test(lanes.get(next))) {
                last = next;
                return true;
            }
        }
        return false;
    }

    /** Strings that differ in the last characters only have hashes that are close to each other. */
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    /** Whether who adds should wait. */
    boolean isFull() {
        return lastHasKey ? lanes.get(last).isFull() : lanes.stream().allMatch(Lane::isFull);
    }

    /** Sends everything and waits until all of it is settled. */
    void flush() throws InterruptedException {
        flushing = true;
        try {
            for (long next = advanceAll(); !lanes.stream().allMatch(Lane::isEmpty); next = advanceAll()) {
                pause.until(next);
            }
        } finally {
            flushing = false;
        }
    }

    /** Sends what is due, and says when the next is. */
    private long advanceAll() {
        long now = time.getCurrentProcessingTime();
        long next = Lane.NEVER;
        for (Lane<P> lane : lanes) {
            long due = lane.dueAt(flushing);
            if (due <= now) {
                send(lane);
            } else {
                next = Math.min(next, due);
            }
        }
        wakeAt(next);
        return next;
    }

    private void advance(Lane<P> lane, long now) {
        long due = lane.dueAt(flushing);
        if (due <= now) {
            send(lane);
        } else {
            wakeAt(due);
        }
    }

    /** There is one timer that counts; one that was overtaken by an earlier one goes off without effect. */
    private void wakeAt(long due) {
        if (due < timer) {
            timer = due;
            time.registerTimer(due, at -> {
                if (at == timer) {
                    timer = Lane.NEVER;
                    advanceAll();
                }
            });
        }
    }

    private void send(Lane<P> lane) {
        List<Entry<P>> batch = lane.take();
        threads.execute(() -> {
            Answer answer = ask(batch);
            try {
                answers.accept(() -> settle(lane, batch, answer), "an answer of " + service.resource());
            } catch (RejectedExecutionException over) {
                // The task has ended without waiting; what was under way is sent again from the last checkpoint.
            }
        });
    }

    /** What became of a request: verdicts, or a failure of the whole. */
    private record Answer(List<Verdict> verdicts, Throwable failure, long nanos) {}

    private Answer ask(List<Entry<P>> batch) {
        long began = System.nanoTime();
        try {
            return new Answer(service.send(batch), null, System.nanoTime() - began);
        } catch (Throwable failure) {
            return new Answer(null, failure, System.nanoTime() - began);
        }
    }

    private void settle(Lane<P> lane, List<Entry<P>> batch, Answer answer) {
        metrics.took(answer.nanos());
        long now = time.getCurrentProcessingTime();
        if (answer.failure() == null) {
            if (answer.verdicts().size() != batch.size()) {
                throw new IllegalStateException(service.action() + " gave " + answer.verdicts().size() + " verdicts on "
                        + batch.size() + " entries.");
            }
            metrics.answered(answer.verdicts());
            lane.answered(answer.verdicts(), now, outcome);
        } else {
            failed(lane, batch.size(), answer.failure(), now);
        }
        advance(lane, now);
    }

    private void failed(Lane<P> lane, int entries, Throwable failure, long now) {
        if (failure instanceof Error bug) {
            throw bug;
        }
        FailureKind kind = service.kind(failure);
        if (kind == FailureKind.TEMPORARY) {
            metrics.failed(entries, service.isThrottling(failure));
            lane.failed(now);
        } else if (kind == FailureKind.REFUSED) {
            lane.refused(service.refusal(failure), outcome);
        } else {
            throw service.fatal(failure);
        }
    }
}

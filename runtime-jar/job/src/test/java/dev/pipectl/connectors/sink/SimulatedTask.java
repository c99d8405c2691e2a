package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.function.ThrowingRunnable;

/**
 * A task's thread, clock and helpers in one: nothing happens by itself, and a seed says which of the requests under way is
 * answered first. Time passes only when nothing else can happen.
 */
final class SimulatedTask implements MailboxExecutor, ProcessingTimeService {
    private record Timer(long at, ProcessingTimeCallback callback) {}

    final RecordingMetrics metrics = new RecordingMetrics();
    private final Random random;
    private final Deque<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();
    private final List<Runnable> requests = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::at));
    private final List<Pool> pools = new ArrayList<>();
    private long now = 1_000_000;
    private int yields;

    SimulatedTask(long seed) {
        random = new Random(seed);
    }

    TaskContext context() {
        SplittableRandom jitter = new SplittableRandom(random.nextLong());
        return new TaskContext(this, (answer, what) -> execute(answer::run, what), moment -> this.yield(), this, metrics, (name, count) -> {
            Pool pool = new Pool();
            pools.add(pool);
            return pool;
        }, () -> new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), jitter.split()));
    }

    long now() {
        return now;
    }

    /** How often the writer had to wait. */
    int yields() {
        return yields;
    }

    /** How many requests nobody has answered. */
    int underWay() {
        return requests.size();
    }

    boolean isClosed() {
        return pools.stream().allMatch(Pool::isShutdown);
    }

    /** Lets everything happen that can without time passing. */
    void run() {
        while (runOne()) {}
    }

    /** Lets time pass, and all that happens meanwhile. */
    void pass(Duration duration) {
        long until = now + duration.toMillis();
        run();
        while (!timers.isEmpty() && timers.peek().at() <= until) {
            fire();
            run();
        }
        now = until;
    }

    private boolean runOne() {
        if (mails.isEmpty() && requests.isEmpty()) {
            return false;
        }
        if (mails.isEmpty()) {
            requests.remove(random.nextInt(requests.size())).run();
            return true;
        }
        try {
            mails.remove().run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
        return true;
    }

    private void fire() {
        Timer timer = timers.remove();
        now = Math.max(now, timer.at());
        try {
            timer.callback().onProcessingTime(timer.at());
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
    }

    @Override
    public void yield() {
        yields++;
        while (mails.isEmpty() && !requests.isEmpty()) {
            runOne();
        }
        if (!mails.isEmpty()) {
            runOne();
        } else if (!timers.isEmpty()) {
            fire();
        } else {
            throw new AssertionError("The writer waits for something that never happens.");
        }
    }

    @Override
    public boolean tryYield() {
        return runOne();
    }

    @Override
    public boolean shouldInterrupt() {
        return false;
    }

    @Override
    public void execute(
            MailOptions options, ThrowingRunnable<? extends Exception> command, String description, Object... arguments) {
        mails.add(command);
    }

    @Override
    public long getCurrentProcessingTime() {
        return now;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
        timers.add(new Timer(timestamp, target));
        if (timers.size() > 1000) {
            throw new AssertionError("Timers pile up.");
        }
        return null;
    }

    /** Keeps what it is given until the task lets it run. */
    private final class Pool extends AbstractExecutorService implements ExecutorService {
        private boolean closed;

        @Override
        public void execute(Runnable command) {
            requests.add(command);
        }

        @Override
        public void shutdown() {
            closed = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            closed = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return closed;
        }

        @Override
        public boolean isTerminated() {
            return closed;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}

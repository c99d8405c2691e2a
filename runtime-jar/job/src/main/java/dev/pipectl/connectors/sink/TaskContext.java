package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.Backoff;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * What a writer lives in.
 *
 * @param mailbox lets everything happen that the task has to do
 * @param answers how other threads get something done on the task's thread
 * @param time the clock, and timers that go off on the task's thread
 * @param metrics the operator's metrics
 * @param threads makes the threads that wait for a service
 * @param pause lets an answer in, or time pass, while a checkpoint waits
 * @param backoffs how long a lane waits before it asks again
 */
record TaskContext(
        MailboxExecutor mailbox,
        BiConsumer<Runnable, String> answers,
        Pause pause,
        ProcessingTimeService time,
        SinkWriterMetricGroup metrics,
        Threads threads,
        Supplier<Backoff> backoffs) {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration CAP = Duration.ofSeconds(10);

    /** Makes a pool of threads. */
    @FunctionalInterface
    interface Threads {
        ExecutorService start(String name, int count);
    }

    /** Waits until there is an answer, at most until that moment. */
    @FunctionalInterface
    interface Pause {
        void until(long moment) throws InterruptedException;
    }

    static TaskContext of(WriterInitContext context) {
        SplittableRandom random = new SplittableRandom();
        Answers answers = new Answers(context.getMailboxExecutor(), context.getProcessingTimeService());
        return new TaskContext(
                context.getMailboxExecutor(),
                answers::execute,
                answers::await,
                context.getProcessingTimeService(),
                context.metricGroup(),
                TaskContext::daemons,
                () -> new Backoff(FIRST, CAP, random.split()));
    }

    /** Threads that keep no JVM alive. */
    static ExecutorService daemons(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "pipectl-" + name + '-' + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
    }
}

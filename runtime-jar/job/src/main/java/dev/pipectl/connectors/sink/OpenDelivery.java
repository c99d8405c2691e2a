package dev.pipectl.connectors.sink;

import dev.pipectl.metrics.StageCounters;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;

/** A delivery at work: rows in, counted, and each of them written or refused. Lives on the task's thread. */
final class OpenDelivery<P> implements EntryMaker.Entries<P>, Outcome<P>, AutoCloseable {
    /** Where refused rows go. */
    @FunctionalInterface
    interface Refusals {
        /** A row that the resource refuses. */
        void refused(Supplier<byte[]> row, Verdict.Refused refusal, String resource);
    }

    private static final long PATIENCE_SECONDS = 5;

    private final BatchLimits limits;
    private final EntryMaker<P> maker;
    private final BatchService<P> service;
    private final ExecutorService threads;
    private final Lanes<P> lanes;
    private final Refusals refusals;
    private final Counter in;
    private final Counter written;
    private final Counter rejected;
    private final SinkWriterMetricGroup sends;

    /** Opens a delivery whose counters stand under the output's name. */
    OpenDelivery(Delivery<P> delivery, String output, TaskContext task, Refusals refusals) {
        this.limits = delivery.limits();
        this.refusals = refusals;
        sends = task.metrics();
        StageCounters counters = StageCounters.of(task.metrics());
        in = counters.counter(output, "in");
        written = counters.counter(output, "written");
        rejected = counters.counter(output, "rejected");
        maker = delivery.makers().open(task.metrics());
        service = delivery.services().open();
        threads = task.threads().start(output, delivery.lanes());
        lanes = new Lanes<>(delivery, service, this, new SendMetrics(task.metrics(), output), task, threads);
    }

    void write(RowData row) {
        maker.make(row, this);
    }

    /** Whether who writes should wait. */
    boolean isFull() {
        return lanes.isFull();
    }

    /** Sends everything and waits until all of it is written or refused. */
    void flush() throws InterruptedException {
        maker.settle(this);
        lanes.flush();
    }

    @Override
    public void add(Entry<P> entry) {
        in.inc(entry.rows());
        if (entry.bytes() > limits.entryBytes()) {
            refused(entry, new Verdict.Refused(
                    "TooLarge", entry.bytes() + " bytes are more than the " + limits.entryBytes() + " that may be sent"));
        } else {
            lanes.add(entry);
        }
    }

    @Override
    public void refuse(Supplier<byte[]> row, String code, String message) {
        in.inc();
        rejected.inc();
        refusals.refused(row, new Verdict.Refused(code, message), service.resource());
    }

    @Override
    public void written(Entry<P> entry) {
        written.inc(entry.rows());
        sends.getNumRecordsSendCounter().inc(entry.rows());
        sends.getNumBytesSendCounter().inc(entry.bytes());
    }

    @Override
    public void refused(Entry<P> entry, Verdict.Refused refusal) {
        rejected.inc(entry.rows());
        sends.getNumRecordsSendErrorsCounter().inc(entry.rows());
        refusals.refused(entry.row(), refusal, service.resource());
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        service.close();
        threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

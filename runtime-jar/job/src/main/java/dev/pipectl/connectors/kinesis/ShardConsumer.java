package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Reads one shard ahead of the task, until enough is waiting. It runs on one of the fetcher's threads, call by call; the
 * task takes batches from it.
 */
final class ShardConsumer implements Runnable, ShardReading {
    private static final Logger LOG = LoggerFactory.getLogger(ShardConsumer.class);
    private static final int MOST_BATCHES = 3;
    private static final int MOST_RECORDS = 10_000;
    /** What a record takes besides its bytes. */
    private static final int OVERHEAD = 200;

    private final ShardSplit split;
    private final StringData shard;
    private final ShardRecords service;
    private final ShardFetcher fetcher;
    private final ReaderMetrics metrics;
    private final Aggregate aggregate;
    private final Pace pace = new Pace(new SplittableRandom());
    private final Deque<RecordBatch> batches = new ArrayDeque<>();
    /** Only the thread that fetches uses these. */
    private ShardPosition position;
    private String iterator;
    private long recordBytes = 1024;
    /** Whether fetching has stopped until the task has taken a batch. */
    private boolean parked;
    private volatile boolean closed;
    private volatile boolean caughtUp;
    private volatile boolean ended;
    private volatile long behindSince = System.nanoTime();
    private volatile long millisBehindLatest = -1;
    /** When the shard answered last. */
    private volatile long answered;

    ShardConsumer(ShardSplit split, ShardRecords service, ShardFetcher fetcher, ReaderMetrics metrics) {
        this.split = split;
        this.shard = StringData.fromString(split.shard());
        this.service = service;
        this.fetcher = fetcher;
        this.metrics = metrics;
        this.aggregate = new Aggregate(split.hashes());
        this.position = split.position();
    }

    @Override
    public void run() {
        if (closed || park()) {
            return;
        }
        long pause;
        try {
            pause = fetch();
        } catch (ExpiredIteratorException e) {
            metrics.expiredIterators().inc();
            iterator = null;
            pause = failed(e);
        } catch (RuntimeException e) {
            pause = ServiceFailures.kind(e) == FailureKind.TEMPORARY ? failed(e) : stopped(e);
        } catch (Error e) {
            fetcher.fail(e);
            throw e;
        }
        if (pause >= 0) {
            fetcher.schedule(this, pause);
        }
        fetcher.wake();
    }

    private synchronized boolean park() {
        parked = !batches.isEmpty() && (batches.size() == MOST_BATCHES || !fetcher.hasMemory());
        return parked;
    }

    /** One call; says after how many milliseconds the next is due, or -1 at the end of the shard. */
    private long fetch() {
        if (iterator == null) {
            iterator = service.iterator(split.shard(), position);
        }
        int limit = (int) Math.max(1, Math.min(MOST_RECORDS, fetcher.batchBytes() / recordBytes));
        GetRecordsResponse response = service.records(split.shard(), iterator, limit);
        answered = System.nanoTime();
        iterator = response.nextShardIterator();
        millisBehindLatest = response.millisBehindLatest() == null ? 0 : response.millisBehindLatest();
        boolean latest = millisBehindLatest == 0;
        if (!latest || !response.records().isEmpty()) {
            behindSince = System.nanoTime();
        }
        caughtUp = latest;
        boolean end = iterator == null;
        if (end || !response.records().isEmpty()) {
            offer(batch(response.records(), end));
        }
        if (end) {
            ended = true;
            return -1;
        }
        long pause = pace.worked(latest);
        return response.records().isEmpty() ? Math.max(pause, 100) : pause;
    }

    private RecordBatch batch(List<Record> fetched, boolean end) {
        Parts parts = new Parts(fetched.size());
        long bytes = 0;
        for (Record record : fetched) {
            byte[] data = record.data().asByteArrayUnsafe();
            bytes += data.length + OVERHEAD;
            parts.of(record, data);
        }
        if (!fetched.isEmpty()) {
            position = ShardPosition.after(fetched.get(fetched.size() - 1).sequenceNumber());
            recordBytes = Math.max(1, bytes / fetched.size());
        }
        return new RecordBatch(parts.records, position, bytes, end, answered);
    }

    /** Makes records of what Kinesis calls records, which can hold several. */
    private final class Parts implements Aggregate.Parts {
        private final List<ShardRecord> records;
        private String sequence;
        private TimestampData arrivalTime;
        private byte[] data;

        Parts(int count) {
            records = new ArrayList<>(count);
        }

        void of(Record record, byte[] bytes) {
            sequence = record.sequenceNumber();
            arrivalTime = record.approximateArrivalTimestamp() == null
                    ? null
                    : TimestampData.fromEpochMillis(record.approximateArrivalTimestamp().toEpochMilli());
            data = bytes;
            int others = aggregate.split(bytes, this);
            if (others < 0) {
                part(ShardRecord.WHOLE, 0, bytes.length);
            } else if (others > 0) {
                metrics.recordsOfOtherShards().inc(others);
            }
        }

        @Override
        public void part(long index, int start, int end) {
            if (!position.isPast(sequence, index)) {
                records.add(new ShardRecord(shard, sequence, index, arrivalTime, data, start, end));
            }
        }
    }

    private void offer(RecordBatch batch) {
        fetcher.buffer(batch.bytes());
        synchronized (this) {
            batches.add(batch);
        }
    }

    private long failed(RuntimeException e) {
        if (closed) {
            return -1;
        }
        boolean throttled = ServiceFailures.isThrottle(e);
        metrics.retries().inc();
        if (throttled) {
            metrics.throttles().inc();
        }
        caughtUp = false;
        behindSince = System.nanoTime();
        long pause = pace.failed(throttled);
        LOG.debug("{} of the stream '{}' is read again in {} ms: {}", split.shard(), split.stream(), pause, ServiceFailures.said(e));
        return pause;
    }

    private long stopped(RuntimeException e) {
        try {
            if (closed || !(e instanceof FatalServiceException fatal && fatal.kind() == FailureKind.MISSING && isGone())) {
                fetcher.fail(e);
                return -1;
            }
        } catch (RuntimeException again) {
            if (ServiceFailures.kind(again) == FailureKind.TEMPORARY) {
                return failed(again);
            }
            fetcher.fail(again);
            return -1;
        }
        LOG.warn("{} of the stream '{}' is older than the stream keeps records: what was not read of it is lost.", split.shard(), split.stream());
        metrics.expiredShards().inc();
        offer(new RecordBatch(List.of(), position, 0, true, System.nanoTime()));
        caughtUp = true;
        ended = true;
        return -1;
    }

    /** Whether the stream is there, but not the shard. */
    private boolean isGone() {
        return service.list().stream().noneMatch(listed -> listed.id().equals(split.shard()));
    }

    /** The batch that is next, or null where nothing is waiting. */
    synchronized RecordBatch head() {
        return batches.peek();
    }

    /** To be called when the records of the head are emitted. */
    void done() {
        boolean resume;
        synchronized (this) {
            fetcher.buffer(-batches.remove().bytes());
            resume = parked;
            parked = false;
        }
        if (resume) {
            fetcher.schedule(this, 0);
        }
    }

    /** Whether all records the shard had at the last call are waiting here or emitted. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Where nothing waits here, nor in the shard as of the last call. */
    @Override
    public long silentMillis() {
        return caughtUp && head() == null ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - behindSince) : -1;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    /** When the shard last had records, or could not be asked for them; as {@link System#nanoTime()}. */
    long behindSince() {
        return behindSince;
    }

    /**
     * How far what is emitted is behind the shard's newest record, at least: what the service said with the batch that waits, and how
     * long that has waited since, or how long the shard could not be asked. -1 before the first answer.
     */
    @Override
    public long millisBehindLatest() {
        long said = millisBehindLatest;
        RecordBatch head = head();
        if (said < 0 || head == null && caughtUp) {
            return said;
        }
        long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - (head == null ? answered : head.fetched()));
        // A batch is on its way for a moment even where nothing is behind.
        return waited < 1_000 ? said : said + waited;
    }

    void close() {
        closed = true;
    }
}

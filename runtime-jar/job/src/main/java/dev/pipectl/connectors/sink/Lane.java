package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.Backoff;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries that go to the service batch after batch, with one batch under way at a time, so that two writes of a key never
 * overtake each other. What has to be sent again stands at the front.
 */
final class Lane<P> {
    static final long NEVER = Long.MAX_VALUE;

    private final BatchLimits limits;
    private final SameKey<P> sameKey;
    private final Backoff backoff;
    private final Deque<Entry<P>> waiting = new ArrayDeque<>();
    private long waitingBytes;
    /** When the first of those that wait came. */
    private long since;
    /** How many at the front have been sent before. */
    private int again;
    private long notBefore;
    /** How many entries the next batch may have: fewer while a refused request is searched for the one to blame. */
    private int most;
    private List<Slot<P>> underWay;

    Lane(BatchLimits limits, SameKey<P> sameKey, Backoff backoff) {
        this.limits = limits;
        this.sameKey = sameKey;
        this.backoff = backoff;
        this.most = limits.entries();
    }

    void add(Entry<P> entry, long now) {
        if (waiting.isEmpty()) {
            since = now;
        }
        waiting.add(entry);
        waitingBytes += entry.bytes();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && underWay == null;
    }

    boolean isUnderWay() {
        return underWay != null;
    }

    /** Whether who adds should wait. */
    boolean isFull() {
        return waiting.size() >= limits.roomEntries() || waitingBytes >= limits.batchBytes();
    }

    /** Whether a batch's worth of entries waits. */
    boolean isReady() {
        return waiting.size() >= most || waitingBytes >= limits.batchBytes();
    }

    /** When the next batch is to be sent, as things stand. */
    long dueAt(boolean flushing) {
        if (underWay != null || waiting.isEmpty()) {
            return NEVER;
        }
        boolean now = flushing || again > 0 || isReady();
        return now ? notBefore : Math.max(notBefore, since + limits.maxAge().toMillis());
    }

    /** Forms the next batch, which is under way from now on. */
    List<Entry<P>> take() {
        underWay = new ArrayList<>(Math.min(most, waiting.size()));
        Map<String, Slot<P>> byKey = new HashMap<>();
        List<Entry<P>> left = new ArrayList<>();
        long bytes = 0;
        int before = waiting.size();
        while (!waiting.isEmpty()) {
            Entry<P> next = waiting.peek();
            Slot<P> same = next.key() == null ? null : byKey.get(next.key());
            if (same == null) {
                if (underWay.size() == most || !underWay.isEmpty() && bytes + next.bytes() > limits.batchBytes()) {
                    break;
                }
                Slot<P> slot = new Slot<>(next);
                underWay.add(slot);
                if (next.key() != null) {
                    byKey.put(next.key(), slot);
                }
                bytes += next.bytes();
            } else {
                Entry<P> chosen = sameKey.of(same.sent(), next);
                if (chosen == null) {
                    left.add(next);
                } else if (bytes - same.sent().bytes() + chosen.bytes() > limits.batchBytes()) {
                    break;
                } else {
                    bytes += chosen.bytes() - same.sent().bytes();
                    same.add(next, chosen);
                }
            }
            waiting.remove();
            waitingBytes -= next.bytes();
        }
        putBack(left);
        again = Math.max(0, again - (before - waiting.size()));
        return underWay.stream().map(Slot::sent).toList();
    }

    /** The service has judged each entry of the batch. */
    void answered(List<Verdict> verdicts, long now, Outcome<P> outcome) {
        List<Slot<P>> batch = land();
        List<Entry<P>> back = new ArrayList<>();
        int retries = 0;
        for (int i = 0; i < batch.size(); i++) {
            Slot<P> slot = batch.get(i);
            if (verdicts.get(i) instanceof Verdict.Written) {
                slot.all().forEach(outcome::written);
            } else if (verdicts.get(i) instanceof Verdict.Refused refused) {
                outcome.refused(slot.sent(), refused);
                back.addAll(slot.others());
            } else {
                retries++;
                back.addAll(slot.all());
            }
        }
        if (retries < batch.size()) {
            backoff.reset();
        }
        if (retries > 0) {
            notBefore = now + backoff.next().toMillis();
        }
        most = (int) Math.min(limits.entries(), 2L * most);
        sendAgain(back);
    }

    /** The request has failed and may pass later. */
    void failed(long now) {
        notBefore = now + backoff.next().toMillis();
        sendAgain(land().stream().flatMap(slot -> slot.all().stream()).toList());
    }

    /** The service has refused the request: of one entry for good; of more, smaller batches find the one to blame. */
    void refused(Verdict.Refused refusal, Outcome<P> outcome) {
        List<Slot<P>> batch = land();
        backoff.reset();
        if (batch.size() == 1) {
            most = (int) Math.min(limits.entries(), 2L * most);
            outcome.refused(batch.get(0).sent(), refusal);
            sendAgain(batch.get(0).others());
        } else {
            most = batch.size() / 2;
            sendAgain(batch.stream().flatMap(slot -> slot.all().stream()).toList());
        }
    }

    private List<Slot<P>> land() {
        List<Slot<P>> landed = underWay;
        underWay = null;
        return landed;
    }

    private void sendAgain(List<Entry<P>> entries) {
        putBack(entries);
        again += entries.size();
    }

    private void putBack(List<Entry<P>> entries) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            waiting.addFirst(entries.get(i));
            waitingBytes += entries.get(i).bytes();
        }
    }
}

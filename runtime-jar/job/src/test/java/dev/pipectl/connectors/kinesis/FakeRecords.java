package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/** Shards in memory, with faults on request. Sequence numbers count a shard's records from 0. */
final class FakeRecords implements ShardRecords {
    static final long ARRIVAL = 1_769_860_800_000L;

    private final Map<String, List<Record>> shards = new HashMap<>();
    private final Map<String, Queue<RuntimeException>> faults = new HashMap<>();
    private final Map<String, RuntimeException> outages = new HashMap<>();
    private final Map<String, Long> behind = new HashMap<>();
    private final Set<String> ends = new HashSet<>();
    /** The iterators that were opened. */
    private final List<String> opened = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private int calls;
    boolean closed;

    synchronized FakeRecords put(String shard, byte[]... records) {
        List<Record> list = shards.computeIfAbsent(shard, key -> new ArrayList<>());
        for (byte[] record : records) {
            list.add(Record.builder().sequenceNumber(Integer.toString(list.size())).partitionKey("k").data(SdkBytes.fromByteArray(record))
                    .approximateArrivalTimestamp(Instant.ofEpochMilli(ARRIVAL)).build());
        }
        return this;
    }

    synchronized FakeRecords end(String shard) {
        ends.add(shard);
        return this;
    }

    /** The next calls for the shard fail. */
    synchronized FakeRecords fail(String shard, RuntimeException... failures) {
        faults.computeIfAbsent(shard, key -> new ArrayDeque<>()).addAll(List.of(failures));
        return this;
    }

    /** All calls for the shard fail, until there is no failure any more. */
    synchronized void outage(String shard, RuntimeException failure) {
        outages.put(shard, failure);
    }

    /** The shard says that it is so far behind though it gives no records. */
    synchronized void behind(String shard, long millis) {
        behind.put(shard, millis);
    }

    /** The stream keeps the shard no longer: it is not listed, and calls for it fail. */
    synchronized void expire(String shard) {
        shards.remove(shard);
    }

    synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    /** How often the shard was asked for records. */
    synchronized int asked(String shard) {
        return asked.getOrDefault(shard, 0);
    }

    /** How often records were given. */
    synchronized int calls() {
        return calls;
    }

    @Override
    public synchronized List<Shard> list() {
        return shards.keySet().stream().map(id -> new Shard(id, List.of(), HashRange.of("0", "1"))).toList();
    }

    @Override
    public synchronized String iterator(String shard, ShardPosition position) {
        fault(shard);
        opened.add(shard + ' ' + position);
        int index = position.sequence() == null ? 0 : Integer.parseInt(position.sequence()) + (position.kind() == ShardPosition.Kind.AFTER ? 1 : 0);
        return Integer.toString(index);
    }

    @Override
    public synchronized GetRecordsResponse records(String shard, String iterator, int limit) {
        fault(shard);
        calls++;
        asked.merge(shard, 1, Integer::sum);
        List<Record> all = shards.get(shard);
        int from = Integer.parseInt(iterator);
        int to = Math.min(all.size(), from + Math.min(limit, 100));
        boolean end = to == all.size() && ends.contains(shard);
        return GetRecordsResponse.builder().records(all.subList(from, to)).nextShardIterator(end ? null : Integer.toString(to))
                .millisBehindLatest(behind.getOrDefault(shard, to < all.size() ? 1000L : 0L)).build();
    }

    private void fault(String shard) {
        if (!shards.containsKey(shard)) {
            throw new FatalServiceException(FailureKind.MISSING, "The shard '" + shard + "' does not exist.", null);
        }
        if (outages.get(shard) != null) {
            throw outages.get(shard);
        }
        Queue<RuntimeException> due = faults.get(shard);
        if (due != null && !due.isEmpty()) {
            throw due.remove();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

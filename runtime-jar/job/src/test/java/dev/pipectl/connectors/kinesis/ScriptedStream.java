package dev.pipectl.connectors.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A stream whose shards a test lists. */
final class ScriptedStream implements Shards {
    private static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

    final List<Shard> shards = new ArrayList<>();
    final List<RuntimeException> failures = new ArrayList<>();
    boolean closed;

    static String id(int number) {
        return String.format("shardId-%012d", number);
    }

    ScriptedStream with(int number, int... parents) {
        List<String> ids = new ArrayList<>();
        for (int parent : parents) {
            ids.add(id(parent));
        }
        shards.add(new Shard(id(number), ids, new HashRange(BigInteger.ZERO, LAST)));
        return this;
    }

    void expire(int number) {
        shards.removeIf(shard -> shard.id().equals(id(number)));
    }

    @Override
    public List<Shard> list() {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
        return List.copyOf(shards);
    }

    @Override
    public void close() {
        closed = true;
    }
}

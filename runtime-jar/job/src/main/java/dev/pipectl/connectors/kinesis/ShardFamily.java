package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.kinesis.ShardsState.KnownShard;
import dev.pipectl.connectors.kinesis.ShardsState.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has become of a stream's shards: a shard is ready when its parents have ended, and a parent is done when its
 * children have readers.
 */
final class ShardFamily {
    /** How often a list of shards must lack the children of a shard that has ended until there are none. */
    private static final int CHILDLESS = 2;

    /** A shard and what this run of the job knows of it. */
    private static final class Member {
        final List<String> parents;
        ShardSplit split;
        Status status;
        /** The reader that has or had the shard, or -1. */
        int reader = -1;
        boolean ended;
        long watermark = Long.MIN_VALUE;
        /** How many lists that are younger than the end named no child. */
        int childless;
        /** The first checkpoint that knows that the shard is done; until it is complete, its reader may fall back behind that. */
        long doneBy = Long.MAX_VALUE;
        boolean settled;

        Member(KnownShard shard) {
            parents = shard.parents();
            split = shard.split();
            status = shard.status();
            settled = status == Status.DONE;
        }
    }

    private final Map<String, Member> members = new TreeMap<>();

    ShardFamily(Collection<KnownShard> shards) {
        shards.forEach(shard -> members.put(shard.split().shard(), new Member(shard)));
    }

    boolean knows(String shard) {
        return members.containsKey(shard);
    }

    void add(ShardSplit split, List<String> parents) {
        members.put(split.shard(), new Member(new KnownShard(split, parents, Status.WAITING)));
    }

    /** Forgets what is done and no longer listed, and notes which ends have no child in the list. */
    void listed(Set<String> shards) {
        members.entrySet().removeIf(e -> e.getValue().status == Status.DONE && e.getValue().settled && !shards.contains(e.getKey()));
        members.forEach((id, member) -> {
            if (isHeld(member) && childrenOf(id).isEmpty()) {
                member.childless++;
            }
        });
    }

    /** The shards that can be read now, each with the reader it belongs to; a child belongs to its parent's. */
    Map<ShardSplit, Integer> ready(int readers) {
        Map<ShardSplit, Integer> ready = new LinkedHashMap<>();
        for (Member member : members.values()) {
            if (member.status == Status.WAITING && member.parents.stream().allMatch(this::isOver)) {
                Member parent = slowest(member);
                if (member.reader < 0 || member.reader >= readers) {
                    member.reader = parent != null && parent.reader >= 0 && parent.reader < readers
                            ? parent.reader
                            : (int) (Shard.number(member.split.shard()) % readers);
                }
                long watermark = parent == null ? Long.MIN_VALUE : parent.watermark;
                member.split = member.split.at(member.split.position(), Math.max(member.split.watermark(), watermark), false);
                ready.put(member.split, member.reader);
            }
        }
        return ready;
    }

    /** The parent whose watermark is furthest behind: where it is held, no other can pass it. */
    private Member slowest(Member child) {
        Member slowest = null;
        for (String id : child.parents) {
            Member parent = members.get(id);
            if (parent != null && (slowest == null || parent.watermark < slowest.watermark)) {
                slowest = parent;
            }
        }
        return slowest;
    }

    private boolean isOver(String shard) {
        Member member = members.get(shard);
        return member == null || member.ended || member.status == Status.DONE;
    }

    void given(String shard) {
        members.get(shard).status = Status.GIVEN;
    }

    void ended(String shard, int reader, long watermark) {
        Member member = members.get(shard);
        member.ended = true;
        member.reader = reader;
        member.watermark = watermark;
    }

    /** The shards that have become done, each with the reader that holds its watermark. */
    Map<String, Integer> releasable() {
        Map<String, Integer> released = new TreeMap<>();
        members.forEach((id, member) -> {
            if (member.ended && (member.status == Status.DONE || isCovered(id, member))) {
                member.status = Status.DONE;
                released.put(id, member.reader);
            }
        });
        return released;
    }

    /** Whether all children have readers, or there are none. */
    private boolean isCovered(String id, Member member) {
        List<Member> children = childrenOf(id);
        return children.isEmpty()
                ? member.childless >= CHILDLESS
                : children.stream().noneMatch(child -> child.status == Status.WAITING);
    }

    /** To be called when the reader has been told. */
    void released(String shard) {
        members.get(shard).ended = false;
    }

    /** Whether there is a shard whose end waits for its children to be listed. */
    boolean awaitsChildren() {
        return members.entrySet().stream().anyMatch(e -> isHeld(e.getValue()) && childrenOf(e.getKey()).isEmpty());
    }

    private static boolean isHeld(Member member) {
        return member.ended && member.status == Status.GIVEN;
    }

    private List<Member> childrenOf(String shard) {
        List<Member> children = new ArrayList<>();
        for (Member member : members.values()) {
            if (member.parents.contains(shard)) {
                children.add(member);
            }
        }
        return children;
    }

    /**
     * A reader has fallen back to its last checkpoint. What it was given since then waits again, and what it has read to
     * the end since then it may read again.
     */
    void fallenBack(int reader, List<ShardSplit> splits) {
        for (Member member : members.values()) {
            if (member.reader == reader && !member.settled && (member.ended || member.status == Status.DONE)) {
                member.ended = false;
                member.status = Status.GIVEN;
                member.doneBy = Long.MAX_VALUE;
            }
        }
        for (ShardSplit split : splits) {
            Member member = members.get(split.shard());
            if (member != null) {
                member.status = Status.WAITING;
                member.split = split;
                member.reader = reader;
            }
        }
    }

    List<KnownShard> snapshot(long checkpoint) {
        List<KnownShard> shards = new ArrayList<>();
        for (Member member : members.values()) {
            if (member.status == Status.DONE) {
                member.doneBy = Math.min(member.doneBy, checkpoint);
            }
            shards.add(new KnownShard(member.split, member.parents, member.status));
        }
        return shards;
    }

    void complete(long checkpoint) {
        for (Member member : members.values()) {
            member.settled |= member.status == Status.DONE && member.doneBy <= checkpoint;
        }
    }
}

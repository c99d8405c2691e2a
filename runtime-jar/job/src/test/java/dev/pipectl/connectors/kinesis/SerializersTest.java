package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.kinesis.ShardsState.KnownShard;
import dev.pipectl.connectors.kinesis.ShardsState.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a job of today writes into its savepoints, a job of any later version reads. */
class SerializersTest {
    private static final HashRange LOW = HashRange.of("0", "170141183460469231731687303715884105727");
    private static final HashRange HIGH = HashRange.of("170141183460469231731687303715884105728", "340282366920938463463374607431768211455");
    private static final String SEQUENCE = "49640284956346153482903812673914823019283746501928374650";

    private static final List<ShardSplit> SPLITS = List.of(
            new ShardSplit("playback", "shardId-000000000000", LOW, ShardPosition.TRIM_HORIZON, Long.MIN_VALUE, false),
            new ShardSplit("playback", "shardId-000000000001", HIGH, ShardPosition.at(1_769_860_800_123L), Long.MIN_VALUE, false),
            new ShardSplit("playback", "shardId-000000000002", LOW, ShardPosition.after(SEQUENCE), 1_769_860_770_000L, false),
            new ShardSplit("playback", "shardId-000000000003", HIGH, ShardPosition.inside(SEQUENCE, 17), 1_769_860_770_001L, false),
            new ShardSplit("playback", "shardId-000000000004", HIGH, ShardPosition.after(SEQUENCE), 1_769_860_770_002L, true));
    private static final ShardsState STATE = new ShardsState("playback", 1_769_860_700_000L, List.of(
            new KnownShard(SPLITS.get(0), List.of(), Status.DONE),
            new KnownShard(SPLITS.get(1), List.of("shardId-000000000000"), Status.GIVEN),
            new KnownShard(SPLITS.get(2), List.of("shardId-000000000000", "shardId-000000000001"), Status.WAITING)));

    @Test
    void readWhatVersionOneHasWritten() throws Exception {
        List<ShardSplit> splits = new ArrayList<>();
        for (int i = 0; i < SPLITS.size(); i++) {
            splits.add(new ShardSplitSerializer().deserialize(1, fixture("split-" + i + ".v1")));
        }
        assertThat(splits).isEqualTo(SPLITS);
        assertThat(new ShardsStateSerializer().deserialize(1, fixture("shards.v1"))).isEqualTo(STATE);
    }

    @Test
    void writeWhatTheyRead() throws Exception {
        for (ShardSplit split : SPLITS) {
            assertThat(new ShardSplitSerializer().deserialize(1, new ShardSplitSerializer().serialize(split))).isEqualTo(split);
        }
        ShardsState fresh = new ShardsState("s", ShardsState.NEVER, List.of());
        for (ShardsState state : List.of(STATE, fresh)) {
            assertThat(new ShardsStateSerializer().deserialize(1, new ShardsStateSerializer().serialize(state))).isEqualTo(state);
        }
    }

    @Test
    void refuseALaterVersion() {
        assertThatThrownBy(() -> new ShardSplitSerializer().deserialize(2, new byte[0]))
                .isInstanceOf(IOException.class).hasMessageContaining("written by a later version of pipectl: format 2");
        assertThatThrownBy(() -> new ShardsStateSerializer().deserialize(2, new byte[0])).isInstanceOf(IOException.class);
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = SerializersTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}

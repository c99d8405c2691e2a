package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.kinesis.ShardsState.KnownShard;
import dev.pipectl.connectors.kinesis.ShardsState.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes what is known of a stream's shards into checkpoints. What version 1 has written must be readable for ever. */
final class ShardsStateSerializer implements SimpleVersionedSerializer<ShardsState> {
    @Override
    public int getVersion() {
        return ShardSplitSerializer.VERSION;
    }

    @Override
    public byte[] serialize(ShardsState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(4096);
        out.writeUTF(state.stream());
        out.writeLong(state.firstStart());
        out.writeInt(state.shards().size());
        for (KnownShard shard : state.shards()) {
            ShardSplitSerializer.write(shard.split(), out);
            out.writeByte(shard.parents().size());
            for (String parent : shard.parents()) {
                out.writeUTF(parent);
            }
            out.writeByte(shard.status().ordinal());
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public ShardsState deserialize(int version, byte[] serialized) throws IOException {
        ShardSplitSerializer.checkVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        String stream = in.readUTF();
        long firstStart = in.readLong();
        List<KnownShard> shards = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            ShardSplit split = ShardSplitSerializer.read(in);
            List<String> parents = new ArrayList<>();
            for (int p = in.readByte(); p > 0; p--) {
                parents.add(in.readUTF());
            }
            shards.add(new KnownShard(split, parents, Status.values()[in.readByte()]));
        }
        return new ShardsState(stream, firstStart, shards);
    }
}

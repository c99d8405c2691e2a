package dev.pipectl.connectors.kinesis;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a shard and its position into checkpoints. What version 1 has written must be readable for ever. */
final class ShardSplitSerializer implements SimpleVersionedSerializer<ShardSplit> {
    static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(ShardSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public ShardSplit deserialize(int version, byte[] serialized) throws IOException {
        checkVersion(version);
        return read(new DataInputDeserializer(serialized));
    }

    static void checkVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("The positions of shards were written by a later version of pipectl: format " + version
                    + ", this version reads " + VERSION + '.');
        }
    }

    static void write(ShardSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.stream());
        out.writeUTF(split.shard());
        out.writeUTF(split.hashes().first().toString());
        out.writeUTF(split.hashes().last().toString());
        split.position().write(out);
        out.writeLong(split.watermark());
        out.writeBoolean(split.ended());
    }

    static ShardSplit read(DataInputView in) throws IOException {
        return new ShardSplit(
                in.readUTF(), in.readUTF(), HashRange.of(in.readUTF(), in.readUTF()), ShardPosition.read(in), in.readLong(),
                in.readBoolean());
    }
}

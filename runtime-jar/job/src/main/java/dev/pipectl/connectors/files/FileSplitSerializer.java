package dev.pipectl.connectors.files;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a file and its position into checkpoints. */
final class FileSplitSerializer implements SimpleVersionedSerializer<FileSplit> {
    static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(FileSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public FileSplit deserialize(int version, byte[] serialized) throws IOException {
        checkVersion(version);
        return read(new DataInputDeserializer(serialized));
    }

    static void checkVersion(int version) throws IOException {
        if (version != VERSION) {
            throw new IOException("The positions of files were written by another version of pipectl: format " + version
                    + ", this version reads " + VERSION + '.');
        }
    }

    static void write(FileSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.splitId());
        out.writeUTF(split.path());
        out.writeUTF(split.shard());
        out.writeLong(split.offset());
        out.writeLong(split.line());
        out.writeLong(split.watermark());
    }

    static FileSplit read(DataInputView in) throws IOException {
        return new FileSplit(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong(), in.readLong(), in.readLong());
    }
}

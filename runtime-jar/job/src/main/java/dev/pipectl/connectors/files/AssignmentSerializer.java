package dev.pipectl.connectors.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes the assignment of files into checkpoints. */
final class AssignmentSerializer implements SimpleVersionedSerializer<Assignment> {
    @Override
    public int getVersion() {
        return FileSplitSerializer.VERSION;
    }

    @Override
    public byte[] serialize(Assignment assignment) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(assignment.given().size());
        for (String id : assignment.given()) {
            out.writeUTF(id);
        }
        out.writeInt(assignment.waiting().size());
        for (FileSplit split : assignment.waiting()) {
            FileSplitSerializer.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public Assignment deserialize(int version, byte[] serialized) throws IOException {
        FileSplitSerializer.checkVersion(version);
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        Set<String> given = new TreeSet<>();
        for (int i = in.readInt(); i > 0; i--) {
            given.add(in.readUTF());
        }
        List<FileSplit> waiting = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            waiting.add(FileSplitSerializer.read(in));
        }
        return new Assignment(given, waiting);
    }
}

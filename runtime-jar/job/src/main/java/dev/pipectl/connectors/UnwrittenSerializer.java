package dev.pipectl.connectors;

import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The serializer of a source that has no state yet. */
final class UnwrittenSerializer<T> implements SimpleVersionedSerializer<T> {
    private final String connector;

    UnwrittenSerializer(String connector) {
        this.connector = connector;
    }

    @Override
    public int getVersion() {
        return 0;
    }

    @Override
    public byte[] serialize(T object) {
        throw UnwrittenSource.unwritten(connector, "read");
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
        throw UnwrittenSource.unwritten(connector, "read");
    }
}

package dev.pipectl.connectors.kinesis;

import java.util.List;

/** The shards of a stream. */
interface Shards extends AutoCloseable {
    /**
     * All shards the stream has, closed ones included as long as their records are kept. Throws the SDK's exception for
     * a failure that passes, and a {@link dev.pipectl.connectors.aws.FatalServiceException} for any other.
     */
    List<Shard> list();

    @Override
    void close();
}

package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.time.Duration;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/** Writes rows to a stream; rows of one partition key keep their order. */
final class StreamWriter implements BatchService<StreamRow> {
    private static final int MIB = 1024 * 1024;
    private static final BatchLimits LIMITS = new BatchLimits(500, 10 * MIB, MIB, Duration.ofMillis(500));

    private final StreamRecords records;

    private StreamWriter(String stream, AwsAccess access) {
        records = new StreamRecords(stream, access);
    }

    /** How rows of a type get to a stream. */
    static Delivery<StreamRow> delivery(String stream, AwsAccess access, RowType type) {
        return Delivery.inTurn(group -> new StreamRowMaker(type), () -> new StreamWriter(stream, access), LIMITS);
    }

    @Override
    public List<Verdict> send(List<Entry<StreamRow>> batch) {
        return records.put(batch, StreamRow::partitionKey, StreamRow::data);
    }

    @Override
    public String action() {
        return StreamRecords.ACTION;
    }

    @Override
    public String resource() {
        return records.resource();
    }

    @Override
    public void close() {
        records.close();
    }
}

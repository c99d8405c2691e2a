package dev.pipectl.connectors.firehose;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

/** Puts rows into a delivery stream, each as a line of JSON: Firehose itself sets nothing between records. */
final class DeliveryStream implements BatchService<byte[]> {
    private static final int KIB = 1024;
    private static final BatchLimits LIMITS =
            new BatchLimits(500, 4 * KIB * KIB, 1000 * KIB, Duration.ofMillis(500));
    /** How Firehose says that it gets too much. */
    private static final String SLOW_DOWN = "ServiceUnavailableException";

    private final String name;
    private final FirehoseClient client;

    private DeliveryStream(String name, AwsAccess access) {
        this.name = name;
        this.client = AwsClients.firehose(access);
    }

    /** How rows of a type get to a delivery stream. */
    static Delivery<byte[]> delivery(String name, AwsAccess access, RowType type) {
        return Delivery.independent(group -> new LineMaker(type), () -> new DeliveryStream(name, access), LIMITS);
    }

    @Override
    public List<Verdict> send(List<Entry<byte[]>> batch) {
        List<Record> records = new ArrayList<>(batch.size());
        for (Entry<byte[]> entry : batch) {
            records.add(Record.builder().data(SdkBytes.fromByteArrayUnsafe(entry.payload())).build());
        }
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        for (PutRecordBatchResponseEntry result
                : client.putRecordBatch(request -> request.deliveryStreamName(name).records(records)).requestResponses()) {
            verdicts.add(verdict(result.errorCode(), result.errorMessage()));
        }
        return verdicts;
    }

    private static Verdict verdict(String code, String message) {
        if (code == null) {
            return Verdict.WRITTEN;
        }
        return code.equals(SLOW_DOWN) ? new Verdict.Retry(code, message, true) : Verdict.of(code, message);
    }

    @Override
    public String action() {
        return "firehose:PutRecordBatch";
    }

    @Override
    public String resource() {
        return "the delivery stream '" + name + "'";
    }

    @Override
    public void close() {
        client.close();
    }
}

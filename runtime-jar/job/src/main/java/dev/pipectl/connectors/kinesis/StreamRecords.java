package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts batches of records into a stream. */
public final class StreamRecords<P> implements BatchService<P> {
    private final String stream;
    private final KinesisClient client;
    private final Function<P, String> partitionKey;
    private final Function<P, byte[]> data;

    /** Records for a stream by its name or its ARN. */
    public StreamRecords(String stream, AwsAccess access, Function<P, String> partitionKey, Function<P, byte[]> data) {
        this.stream = stream;
        this.client = AwsClients.kinesis(access);
        this.partitionKey = partitionKey;
        this.data = data;
    }

    @Override
    public List<Verdict> send(List<Entry<P>> batch) {
        List<PutRecordsRequestEntry> records = new ArrayList<>(batch.size());
        for (Entry<P> entry : batch) {
            records.add(PutRecordsRequestEntry.builder()
                    .partitionKey(partitionKey.apply(entry.payload()))
                    .data(SdkBytes.fromByteArrayUnsafe(data.apply(entry.payload())))
                    .build());
        }
        PutRecordsRequest.Builder request = PutRecordsRequest.builder().records(records);
        if (stream.startsWith("arn:")) {
            request.streamARN(stream);
        } else {
            request.streamName(stream);
        }
        List<Verdict> verdicts = new ArrayList<>(batch.size());
        for (PutRecordsResultEntry result : client.putRecords(request.build()).records()) {
            verdicts.add(result.errorCode() == null
                    ? Verdict.WRITTEN
                    : Verdict.of(result.errorCode(), result.errorMessage()));
        }
        return verdicts;
    }

    @Override
    public String action() {
        return "kinesis:PutRecords";
    }

    @Override
    public String resource() {
        return "the stream '" + stream + "'";
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.kinesis.StreamRecords;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.util.List;

/** Sends letters to a stream, one record each; the identity is the partition key, so that the parts of a letter stay together. */
final class KinesisLetters implements BatchService<Letter> {
    private final StreamRecords records;

    KinesisLetters(String stream, AwsAccess access) {
        records = new StreamRecords(stream, access);
    }

    @Override
    public List<Verdict> send(List<Entry<Letter>> batch) {
        return records.put(batch, Letter::id, Letter::json);
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

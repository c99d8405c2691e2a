package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts letters into objects of a bucket, a line each. */
final class S3Letters implements BatchService<Letter> {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("uuuu/MM/dd/HH/").withZone(ZoneOffset.UTC);

    /**
     * Where objects go.
     *
     * @param prefix with a slash at its end, or empty
     */
    record Place(String bucket, String prefix) implements Serializable {}

    private final Place place;
    private final S3Client client;

    S3Letters(Place place, AwsAccess access) {
        this.place = place;
        this.client = AwsClients.s3(access);
    }

    @Override
    public List<Verdict> send(List<Entry<Letter>> batch) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(batch.stream().mapToInt(entry -> entry.bytes() + 1).sum());
        for (Entry<Letter> entry : batch) {
            lines.writeBytes(entry.payload().json());
            lines.write('\n');
        }
        String key = place.prefix() + HOUR.format(Instant.now()) + UUID.randomUUID() + ".jsonl";
        client.putObject(
                request -> request.bucket(place.bucket()).key(key).contentType("application/x-ndjson"),
                RequestBody.fromBytes(lines.toByteArray()));
        return Collections.nCopies(batch.size(), Verdict.WRITTEN);
    }

    @Override
    public String action() {
        return "s3:PutObject";
    }

    @Override
    public String resource() {
        return "the bucket '" + place.bucket() + "'";
    }

    @Override
    public void close() {
        client.close();
    }
}

package dev.pipectl.connectors.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pipectl.connectors.LocalAws;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said when nothing can be written at all. */
class UnreachableTargetsTest {
    @TempDir
    static Path buckets;

    private static LocalAws aws;

    @BeforeAll
    static void start() throws Exception {
        aws = new LocalAws(buckets);
        aws.call("kinesis", "addStream", "closed", Map.of("shards", 1));
        aws.call("sqs", "createQueue", "closed");
        Files.createDirectories(buckets.resolve("closed"));
    }

    @AfterAll
    static void stop() throws Exception {
        aws.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kinesis:gone    | MISSING | The stream 'gone' does not exist where kinesis:PutRecords looks for it",
        "sqs:gone        | MISSING | The queue 'gone' does not exist where sqs:GetQueueUrl looks for it",
        "s3:gone/letters | MISSING | The bucket 'gone' does not exist where s3:PutObject looks for it",
        "kinesis:closed  | DENIED  | The job may not call kinesis:PutRecords on the stream 'closed': allow that action",
        "sqs:closed      | DENIED  | The job may not call sqs:SendMessage on the queue 'closed': allow that action",
        "closed          | DENIED  | The job may not call sqs:SendMessage on the queue 'closed': allow that action",
        "s3:closed       | DENIED  | The job may not call s3:PutObject on the bucket 'closed': allow that action",
    })
    void stopTheJobWithASentence(String target, FailureKind kind, String sentence) throws Exception {
        if (kind == FailureKind.DENIED) {
            aws.call("kinesis", "faults.deny", "PutRecords");
            aws.call("sqs", "faults.deny", "SendMessage");
            aws.call("s3", "faults.deny", "PutObject");
        }
        byte[] json = "{}".getBytes(StandardCharsets.UTF_8);
        try (BatchService<Letter> service = open(target)) {
            Throwable failure = catchThrowable(
                    () -> service.send(List.of(new Entry<>(new Letter("a", json), json.length, null, () -> json))));
            assertThat(service.kind(failure)).isEqualTo(kind);
            assertThat(service.fatal(failure)).hasMessageStartingWith(sentence);
        } finally {
            for (String service : List.of("kinesis", "sqs", "s3")) {
                aws.call(service, "faults.clear");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static BatchService<Letter> open(String target) {
        return ((Delivery<Letter>) DeadLetterTarget.delivery(target, List.of(), aws.access())).services().open();
    }
}

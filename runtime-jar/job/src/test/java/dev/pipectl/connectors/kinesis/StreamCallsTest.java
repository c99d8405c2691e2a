package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked of Kinesis, and what its answers become, over the wire. */
class StreamCallsTest {
    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/playback";
    private static final String RANGE = "\"HashKeyRange\":{\"StartingHashKey\":\"0\",\"EndingHashKey\":\"9\"},\"SequenceNumberRange\":{\"StartingSequenceNumber\":\"1\"}";

    private final List<String> requests = new ArrayList<>();
    private final Queue<String> answers = new ArrayDeque<>();
    private HttpServer server;
    private StreamCalls calls;

    @BeforeEach
    void start() throws Exception {
        System.setProperty("aws.cborEnabled", "false");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes());
            requests.add(exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("Kinesis_20131202.", "") + ' ' + body
                    + (exchange.getRequestHeaders().getFirst("Authorization").contains("/eu-west-1/") ? " eu-west-1" : ""));
            String answer = answers.remove();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.contains("__type") ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        open("playback");
    }

    private void open(String stream) {
        if (calls != null) {
            calls.close();
        }
        calls = new StreamCalls(new AwsAccess(null, "http://127.0.0.1:" + server.getAddress().getPort()), StreamAddress.of(stream));
    }

    @AfterEach
    void stop() {
        calls.close();
        server.stop(0);
        System.clearProperty("aws.cborEnabled");
    }

    @Test
    void listsAllPagesAndTheFamilyOfEachShard() {
        answers.add("{\"Shards\":[{\"ShardId\":\"a\"," + RANGE + "},{\"ShardId\":\"b\"," + RANGE + "}],\"NextToken\":\"more\"}");
        answers.add("{\"Shards\":[{\"ShardId\":\"c\",\"ParentShardId\":\"a\",\"AdjacentParentShardId\":\"b\"," + RANGE + "}]}");
        assertThat(calls.list()).containsExactly(
                new Shard("a", List.of(), HashRange.of("0", "9")), new Shard("b", List.of(), HashRange.of("0", "9")),
                new Shard("c", List.of("a", "b"), HashRange.of("0", "9")));
        assertThat(requests).containsExactly("ListShards {\"StreamName\":\"playback\"}", "ListShards {\"NextToken\":\"more\"}");
    }

    @Test
    void readsFromEachKindOfPosition() {
        for (ShardPosition position : List.of(
                ShardPosition.TRIM_HORIZON, ShardPosition.at(1_500), ShardPosition.after("17"), ShardPosition.inside("18", 3))) {
            answers.add("{\"ShardIterator\":\"i\"}");
            assertThat(calls.iterator("a", position)).isEqualTo("i");
        }
        assertThat(requests).containsExactly(
                "GetShardIterator {\"StreamName\":\"playback\",\"ShardId\":\"a\",\"ShardIteratorType\":\"TRIM_HORIZON\"}",
                "GetShardIterator {\"StreamName\":\"playback\",\"ShardId\":\"a\",\"ShardIteratorType\":\"AT_TIMESTAMP\",\"Timestamp\":1.5}",
                "GetShardIterator {\"StreamName\":\"playback\",\"ShardId\":\"a\",\"ShardIteratorType\":\"AFTER_SEQUENCE_NUMBER\",\"StartingSequenceNumber\":\"17\"}",
                "GetShardIterator {\"StreamName\":\"playback\",\"ShardId\":\"a\",\"ShardIteratorType\":\"AT_SEQUENCE_NUMBER\",\"StartingSequenceNumber\":\"18\"}");
    }

    @Test
    void addressesAStreamByItsArnAndInItsRegion() {
        open(ARN);
        answers.add("{\"Shards\":[]}");
        calls.list();
        answers.add("{\"Records\":[],\"NextShardIterator\":\"j\",\"MillisBehindLatest\":0}");
        calls.records("a", "i", 5);
        assertThat(requests).containsExactly(
                "ListShards {\"StreamARN\":\"" + ARN + "\"} eu-west-1",
                "GetRecords {\"ShardIterator\":\"i\",\"Limit\":5,\"StreamARN\":\"" + ARN + "\"} eu-west-1");
        assertThat(StreamAddress.of(ARN).name()).isEqualTo("playback");
        assertThat(StreamAddress.of("${playback}").name()).as("a bundle is planned with its placeholders").isEqualTo("${playback}");
        assertThatThrownBy(() -> StreamAddress.of("arn:aws:kinesis:eu-west-1:123456789012:stream/a/consumer/b:1"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void saysInASentenceWhatNoRestartMends() {
        answers.add("{\"__type\":\"AccessDeniedException\",\"message\":\"User: u is not authorized to perform: kinesis:GetRecords\"}");
        assertThatThrownBy(() -> calls.records("a", "i", 5)).isInstanceOf(FatalServiceException.class).hasMessage(
                "The job may not call kinesis:GetRecords on the shard 'a' of the stream 'playback': allow that action to its role"
                        + " (AccessDeniedException: User: u is not authorized to perform: kinesis:GetRecords).");
        answers.add("{\"__type\":\"InvalidArgumentException\",\"message\":\"StartingSequenceNumber 17 is invalid\"}");
        assertThatThrownBy(() -> calls.iterator("a", ShardPosition.after("17"))).isInstanceOf(FatalServiceException.class).hasMessage(
                "The job's state has a position in the shard 'a' of the stream 'playback' that is not of this stream: start the job without that state"
                        + " if the stream was created again since (InvalidArgumentException: StartingSequenceNumber 17 is invalid).");
    }

    @Test
    void waitsForAStreamThatChangesButNotForOneThatIsBeingDeleted() {
        String busy = "{\"__type\":\"ResourceInUseException\",\"message\":\"not ACTIVE\"}";
        answers.add(busy);
        answers.add(summary("UPDATING"));
        assertThatThrownBy(calls::list).satisfies(e -> assertThat(ServiceFailures.kind(e)).isEqualTo(FailureKind.TEMPORARY));
        answers.add(busy);
        answers.add(summary("DELETING"));
        assertThatThrownBy(calls::list).hasMessage("The stream 'playback' is being deleted: create it again, or correct its name.");
    }

    private static String summary(String status) {
        return "{\"StreamDescriptionSummary\":{\"StreamName\":\"playback\",\"StreamARN\":\"" + ARN + "\",\"StreamStatus\":\"" + status
                + "\",\"RetentionPeriodHours\":24,\"StreamCreationTimestamp\":1,\"EnhancedMonitoring\":[],\"OpenShardCount\":1}}";
    }
}

package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.Eventually;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A Kinesis on this machine that is not ours: kinesis-local, in a Node process of its own. */
final class KinesisServer implements AutoCloseable {
    private static final Path MAIN = Path.of("..", "..", "node_modules", "kinesis-local", "main.js").toAbsolutePath().normalize();

    private final Path dir = Files.createTempDirectory("kinesis-local");
    private final Process process;
    private final KinesisClient client;
    private final AwsAccess access;

    KinesisServer() throws Exception {
        int port = freePort();
        Path preload = dir.resolve("on-loopback.cjs");
        try (InputStream source = getClass().getResourceAsStream("on-loopback.cjs")) {
            Files.copy(source, preload, StandardCopyOption.REPLACE_EXISTING);
        }
        ProcessBuilder builder = new ProcessBuilder("node", "-r", preload.toString(), MAIN.toString());
        builder.environment().putAll(java.util.Map.of(
                "KINESIS_MOCK_CERT_PATH", MAIN.resolveSibling("server.json").toString(),
                "KINESIS_MOCK_PLAIN_PORT", Integer.toString(port),
                "KINESIS_MOCK_TLS_PORT", Integer.toString(freePort()),
                "CREATE_STREAM_DURATION", "0ms", "DELETE_STREAM_DURATION", "0ms", "SPLIT_SHARD_DURATION", "0ms",
                "MERGE_SHARDS_DURATION", "0ms", "UPDATE_SHARD_COUNT_DURATION", "0ms", "LOG_LEVEL", "ERROR"));
        process = builder.redirectErrorStream(true).redirectOutput(dir.resolve("log").toFile()).start();
        access = new AwsAccess(null, "http://127.0.0.1:" + port);
        client = AwsClients.kinesis(access);
        try {
            await(() -> client.listStreams().streamNames() != null);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String endpoint() {
        return access.endpoint();
    }

    AwsAccess access() {
        return access;
    }

    KinesisClient client() {
        return client;
    }

    void create(String stream, int shards) throws Exception {
        client.createStream(r -> r.streamName(stream).shardCount(shards));
        active(stream);
    }

    /** Waits until the stream is as the last change wants it. */
    void active(String stream) throws Exception {
        await(() -> client.describeStreamSummary(r -> r.streamName(stream)).streamDescriptionSummary().streamStatus() == StreamStatus.ACTIVE);
    }

    /** The shards that take records, in their order. */
    List<software.amazon.awssdk.services.kinesis.model.Shard> open(String stream) {
        return client.listShards(r -> r.streamName(stream)).shards().stream()
                .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null).toList();
    }

    static void await(Eventually.Condition condition) throws Exception {
        Eventually.holds(condition);
    }

    @Override
    public void close() throws Exception {
        client.close();
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        for (String file : List.of("on-loopback.cjs", "log")) {
            Files.deleteIfExists(dir.resolve(file));
        }
        Files.deleteIfExists(dir);
    }
}

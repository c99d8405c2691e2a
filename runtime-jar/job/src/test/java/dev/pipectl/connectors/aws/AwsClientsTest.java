package dev.pipectl.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pipectl.connectors.Eventually;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

class AwsClientsTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private AwsAccess access;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getProtocol() + ' ' + exchange.getRequestURI() + ' ' + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        access = new AwsAccess(null, "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void askOnceAndWithNoCredentialsOfTheCallerOnThisMachine() {
        String before = System.setProperty("aws.accessKeyId", "REAL");
        System.setProperty("aws.secretAccessKey", "secret");
        try (KinesisClient kinesis = AwsClients.kinesis(access)) {
            assertThatThrownBy(() -> kinesis.listShards(r -> r.streamName("s")))
                    .satisfies(e -> assertThat(ServiceFailures.kind(e)).isEqualTo(FailureKind.TEMPORARY));
        } finally {
            restore("aws.accessKeyId", before);
            System.clearProperty("aws.secretAccessKey");
        }
        assertThat(requests).singleElement().asString()
                .startsWith("HTTP/1.1 / AWS4-HMAC-SHA256 Credential=local/").contains("/us-east-1/kinesis/");
    }

    @Test
    void addressBucketsByPathWhereThereIsAnEndpoint() {
        try (S3Client s3 = AwsClients.s3(access)) {
            assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("lake")));
        }
        assertThat(requests).singleElement().asString().startsWith("HTTP/1.1 /lake");
    }

    @Test
    void shareOneHttpClientThatClosesWithTheLast() throws Exception {
        // A job that another test has cancelled closes its clients in its own time.
        Eventually.holds(() -> SharedHttp.leases() == 0);
        KinesisClient kinesis = AwsClients.kinesis(access);
        DynamoDbClient dynamoDb = AwsClients.dynamoDb(access);
        SdkHttpClient http = AwsClients.http();
        assertThat(SharedHttp.leases()).isEqualTo(3);
        kinesis.close();
        http.close();
        http.close();
        assertThat(SharedHttp.leases()).isEqualTo(1);
        assertThatThrownBy(() -> dynamoDb.listTables(r -> r.limit(1)));
        assertThat(requests).hasSize(1);
        dynamoDb.close();
        assertThat(SharedHttp.leases()).isZero();
    }

    @Test
    void takeTheRegionOfTheOption() {
        assertThat(AwsClients.region(new AwsAccess("eu-central-1", access.endpoint()))).isEqualTo(Region.EU_CENTRAL_1);
        assertThat(AwsClients.credentials(access).resolveCredentials().accessKeyId()).isEqualTo("local");
    }

    private static void restore(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }
}

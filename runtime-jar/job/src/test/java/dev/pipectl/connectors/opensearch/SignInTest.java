package dev.pipectl.connectors.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;

class SignInTest {
    private static final String WRITTEN = "{\"errors\":false,\"items\":[{\"index\":{\"status\":200}}]}";
    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:search-AbCdEf";

    @Test
    void requestsAreSignedForTheServiceOfTheEndpoint() throws Exception {
        try (ScriptedHttp server = new ScriptedHttp().answer(200, WRITTEN); SdkHttpClient client = AwsClients.http()) {
            SigV4 role = new SigV4(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")), "aoss", "eu-west-1");
            assertThat(service(server, client, role).send(List.of(document()))).containsExactly(Verdict.WRITTEN);
            assertThat(Signature.check(server.requests().get(0), "secret")).isEqualTo("AKID/eu-west-1/aoss");
            assertThat(Signature.check(server.requests().get(0), "other")).startsWith("signed otherwise");
        }
    }

    @Test
    void anIndexOnThisMachineGetsNoCredentialsOfTheCaller() throws Exception {
        try (ScriptedHttp server = new ScriptedHttp().answer(200, WRITTEN);
                BulkService service = new IndexPlace(new AwsAccess(null, server.endpoint()), Credentials.of("sigv4"), "live").open(new Superseded("live"))) {
            service.send(List.of(document()));
            assertThat(Signature.check(server.requests().get(0), "local")).startsWith("local/").endsWith("/es");
        }
    }

    @Test
    void aPasswordThatHasChangedIsReadAgain() throws Exception {
        Iterator<String> passwords = List.of("user:one", "user:two", "user:two").iterator();
        try (ScriptedHttp server = new ScriptedHttp().answer(401, "").answer(200, WRITTEN).answer(401, "Unauthorized");
                SdkHttpClient client = AwsClients.http()) {
            BulkService service = service(server, client, new BasicSignIn("the secret 'x'", passwords::next));
            assertThat(service.send(List.of(document()))).containsExactly(Verdict.WRITTEN);
            assertThatThrownBy(() -> service.send(List.of(document())))
                    .satisfies(e -> assertThat(service.fatal(e)).hasMessage("OpenSearch does not let the user of the secret 'x' write to"
                            + " the index 'live': correct the password, or allow it indices:data/write/bulk (HTTP 401)."));
            assertThat(server.requests()).extracting(request -> new String(
                            Base64.getDecoder().decode(request.headers().get("authorization").substring("Basic ".length())), StandardCharsets.UTF_8))
                    .containsExactly("user:one", "user:two", "user:two");
        }
    }

    @Test
    void aSecretIsReadFromSecretsManager() throws Exception {
        try (ScriptedHttp server = new ScriptedHttp()
                        .answer(200, "{\"Name\":\"search\",\"SecretString\":\"{\\\"username\\\":\\\"u\\\",\\\"password\\\":\\\"p:w\\\",\\\"host\\\":\\\"h\\\"}\"}")
                        .answer(200, "{\"SecretString\":\"p:w\"}")
                        .answer(400, "{\"__type\":\"com.amazonaws#ResourceNotFoundException\",\"Message\":\"Secrets Manager can't find the specified secret.\"}")
                        .answer(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"User is not authorized\"}");
                SdkHttpClient client = AwsClients.http()) {
            SigV4 role = new SigV4(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")), "secretsmanager", "eu-west-1");
            SecretReader reader = new SecretReader(new Http(client), URI.create(server.endpoint() + "/"), role, ARN);
            assertThat(reader.get()).isEqualTo("u:p:w");
            assertThat(server.requests().get(0).headers()).containsEntry("x-amz-target", "secretsmanager.GetSecretValue");
            assertThat(server.requests().get(0).body()).isEqualTo("{\"SecretId\":\"" + ARN + "\"}");
            assertThat(Signature.check(server.requests().get(0), "secret")).isEqualTo("AKID/eu-west-1/secretsmanager");
            assertThatThrownBy(reader::get).isInstanceOf(FatalServiceException.class)
                    .hasMessageContaining("is not a JSON object with username and password")
                    .hasMessageNotContaining("p:w").hasNoCause();
            assertThatThrownBy(reader::get).isInstanceOf(FatalServiceException.class)
                    .hasMessageStartingWith("The secret '" + ARN + "' does not exist where secretsmanager:GetSecretValue looks for it");
            assertThatThrownBy(reader::get).isInstanceOf(FatalServiceException.class)
                    .hasMessageStartingWith("The job may not call secretsmanager:GetSecretValue on the secret '" + ARN + "'");
        }
    }

    @ParameterizedTest
    @CsvSource({"sigv4, SIGV4", "none, NONE", "env:OPENSEARCH_LOGIN, ENVIRONMENT", ARN + ", SECRET"})
    void credentialsSayWhereTheyAre(String option, Credentials.Kind kind) {
        assertThat(Credentials.of(option).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:hunter2", "env:", "env:A-B", "basic", "arn:aws:s3:::bucket", ""})
    void credentialsThemselvesAreRefusedAndNotRepeated(String option) {
        assertThatThrownBy(() -> Credentials.of(option))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("Option 'credentials' is sigv4, none, env:NAME")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aVariableThatIsNotSetStopsTheJob() {
        IndexPlace place = new IndexPlace(new AwsAccess("eu-west-1", "http://127.0.0.1:1"), Credentials.of("env:PIPECTL_NOT_SET"), "live");
        assertThatThrownBy(() -> place.open(new Superseded("live")))
                .isInstanceOf(FatalServiceException.class)
                .hasMessage("The environment variable 'PIPECTL_NOT_SET' does not hold user:password for the index 'live'.");
    }

    @ParameterizedTest
    @CsvSource(value = {
        "https://search-logs-abc123.eu-west-1.es.amazonaws.com, es, eu-west-1, es:ESHttpPost",
        "https://vpc-logs-abc123.us-gov-west-1.es.amazonaws.com/, es, us-gov-west-1, es:ESHttpPost",
        "https://abc123.ap-southeast-2.aoss.amazonaws.com, aoss, ap-southeast-2, aoss:APIAccessAll",
        "https://search.cn-north-1.es.amazonaws.com.cn, es, cn-north-1, es:ESHttpPost",
        "https://search.example.com/path/, es, NULL, es:ESHttpPost",
    }, nullValues = "NULL")
    void endpointsOfAwsSayTheirServiceAndRegion(String url, String service, String region, String action) {
        Endpoint endpoint = Endpoint.of(url);
        assertThat(endpoint.service()).isEqualTo(service);
        assertThat(endpoint.region()).isEqualTo(region);
        assertThat(endpoint.action()).isEqualTo(action);
        assertThat(endpoint.url().toString()).doesNotEndWith("/");
    }

    private static BulkService service(ScriptedHttp server, SdkHttpClient client, SignIn signIn) {
        return new BulkService(client, signIn, Endpoint.of(server.endpoint()), "live", new BulkAnswer("live", new Superseded("live")));
    }

    private static Entry<Document> document() {
        byte[] action = "{\"index\":{\"_id\":\"ü\"}}".getBytes(StandardCharsets.UTF_8);
        Document document = new Document(action, "{\"v\":1}".getBytes(StandardCharsets.UTF_8), null);
        return new Entry<>(document, document.bytes(), "ü", () -> new byte[0]);
    }
}

package dev.pipectl.connectors.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** Reads {@code user:password} from a secret of Secrets Manager. */
final class SecretReader implements Supplier<String> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACTION = "secretsmanager:GetSecretValue";

    private final Http http;
    private final URI url;
    private final SignIn signIn;
    private final String secret;

    SecretReader(Http http, URI url, SignIn signIn, String secret) {
        this.http = http;
        this.url = url;
        this.signIn = signIn;
        this.secret = secret;
    }

    @Override
    public String get() {
        try {
            byte[] body = JSON.writeValueAsBytes(Map.of("SecretId", secret));
            Http.Answer answer = http.post(url, Map.of(
                    "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "secretsmanager.GetSecretValue"), body, signIn);
            if (answer.status() != 200) {
                throw ServiceFailures.fatal(Failures.of(answer), ACTION, "the secret '" + secret + "'");
            }
            return userAndPassword(JSON.readTree(answer.body()).path("SecretString").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private String userAndPassword(String value) {
        try {
            JsonNode fields = JSON.readTree(value.getBytes(StandardCharsets.UTF_8));
            if (fields.path("username").isTextual() && fields.path("password").isTextual()) {
                return fields.get("username").textValue() + ':' + fields.get("password").textValue();
            }
        } catch (IOException e) {
            // Jackson's message would quote the secret.
        }
        throw new FatalServiceException(FailureKind.MISCONFIGURED, "The secret '" + secret
                + "' is not a JSON object with username and password: store them as Secrets Manager does for databases.", null);
    }
}

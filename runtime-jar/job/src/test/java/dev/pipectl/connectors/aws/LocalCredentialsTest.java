package dev.pipectl.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

class LocalCredentialsTest {
    private static AwsCredentials with(String token) {
        Map<String, String> environment = new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", "ASIA1", "AWS_SECRET_ACCESS_KEY", "secret"));
        environment.put("AWS_SESSION_TOKEN", token);
        return LocalCredentials.of(environment::get).resolveCredentials();
    }

    @Test
    void areThoseOfALocalSessionAndNeverTheCallersOwn() {
        assertThat(with("pipectl-local/abc").accessKeyId()).isEqualTo("ASIA1");
        assertThat(with("FwoGZXIvYXdzEA").accessKeyId()).isEqualTo("local");
        assertThat(with(null).accessKeyId()).isEqualTo("local");
    }
}

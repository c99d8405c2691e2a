package dev.pipectl.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final AwsAccess NONE = new AwsAccess(null, null);

    @Test
    void theOptionGoesBeforeASettingForTheServiceAndThatBeforeOneForAll() {
        Map<String, String> properties = Map.of("aws.endpointUrlKinesis", "http://a", "aws.endpointUrl", "http://b");
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://c", "AWS_ENDPOINT_URL", "http://d", "AWS_ENDPOINT_URL_S3", "");
        Endpoints both = new Endpoints(properties::get, environment::get);
        assertThat(both.endpoint(new AwsAccess(null, "http://o"), "Kinesis")).isEqualTo(URI.create("http://o"));
        assertThat(both.endpoint(NONE, "Kinesis")).isEqualTo(URI.create("http://a"));
        assertThat(both.endpoint(NONE, "DynamoDb")).isEqualTo(URI.create("http://c"));
        assertThat(both.endpoint(NONE, "Sqs")).isEqualTo(URI.create("http://b"));
        Endpoints environmentOnly = new Endpoints(name -> null, environment::get);
        assertThat(environmentOnly.endpoint(NONE, "S3")).isEqualTo(URI.create("http://d"));
        assertThat(new Endpoints(name -> null, name -> null).endpoint(NONE, "S3")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:4566", "http://localhost:1", "https://LOCALHOST", "http://s3.localhost:1/x", "http://[::1]:80", "http://127.9.9.9"})
    void areOnThisMachine(String url) {
        assertThat(Endpoints.isLoopback(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://kinesis.eu-west-1.amazonaws.com", "http://127.0.0.1.example.com", "http://localhost.example.com", "http://10.0.0.1", "http://[::2]:80"})
    void areElsewhere(String url) {
        assertThat(Endpoints.isLoopback(URI.create(url))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4566", "file:///etc/passwd", "http://", "http://user:secret@host", "a b"})
    void refuseWhatIsNoUrlOfAService(String url) {
        assertThatThrownBy(() -> AwsAccess.of(Configuration.fromMap(Map.of("endpoint", url))))
                .isInstanceOf(ValidationException.class).hasMessage("Option 'endpoint' is a URL that begins with http:// or https://.");
    }

    @Test
    void refuseARegionThatCanBeNone() {
        assertThatThrownBy(() -> AwsAccess.of(Configuration.fromMap(Map.of("region", "eu-west-1.example.com/"))))
                .isInstanceOf(ValidationException.class).hasMessageContaining("as in eu-west-1");
        assertThat(AwsAccess.of(Configuration.fromMap(Map.of("region", "us-gov-west-1")))).isEqualTo(new AwsAccess("us-gov-west-1", null));
    }
}

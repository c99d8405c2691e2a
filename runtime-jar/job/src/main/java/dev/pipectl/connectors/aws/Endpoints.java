package dev.pipectl.connectors.aws;

import java.net.URI;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Finds a service's endpoint as the AWS SDKs do: a setting for the service goes before one for all. */
final class Endpoints {
    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> environment;

    Endpoints(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    static Endpoints ofThisProcess() {
        return new Endpoints(System::getProperty, System::getenv);
    }

    /**
     * The endpoint that is set, or null for the one AWS has.
     *
     * @param service as the SDK names it in its settings, {@code Kinesis} or {@code DynamoDb}
     */
    URI endpoint(AwsAccess access, String service) {
        String found = first(
                access.endpoint(),
                properties.apply("aws.endpointUrl" + service),
                environment.apply("AWS_ENDPOINT_URL_" + variable(service)),
                properties.apply("aws.endpointUrl"),
                environment.apply("AWS_ENDPOINT_URL"));
        return found == null ? null : URI.create(found);
    }

    /** The service id in capitals, which for DynamoDb is one word. */
    private static String variable(String service) {
        return service.toUpperCase(Locale.ROOT);
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether the endpoint is on this machine; no name is looked up for it. */
    static boolean isLoopback(URI endpoint) {
        String host = endpoint == null || endpoint.getHost() == null ? "" : endpoint.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}

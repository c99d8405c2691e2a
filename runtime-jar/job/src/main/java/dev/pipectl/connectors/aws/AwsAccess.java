package dev.pipectl.connectors.aws;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * Where a table's service is.
 *
 * @param region the AWS region, or null for the one the SDK finds
 * @param endpoint the service's URL, or null for the one the SDK finds
 */
public record AwsAccess(String region, String endpoint) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The access that a table's options describe. */
    public static AwsAccess of(ReadableConfig options) {
        String region = options.get(AwsOptions.REGION);
        String endpoint = options.get(AwsOptions.ENDPOINT);
        if (region != null && !region.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new ValidationException("Option 'region' is the name of an AWS region, as in eu-west-1, not '" + region + "'.");
        }
        if (endpoint != null && !isHttp(endpoint)) {
            throw new ValidationException("Option 'endpoint' is a URL that begins with http:// or https://.");
        }
        return new AwsAccess(region, endpoint);
    }

    /** Whether an endpoint is named and is on this machine. */
    public boolean isLocal() {
        return endpoint != null && Endpoints.isLoopback(URI.create(endpoint));
    }

    private static boolean isHttp(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

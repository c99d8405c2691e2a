package dev.pipectl.connectors.opensearch;

import java.io.Serializable;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an index is: a domain of OpenSearch Service, a collection of OpenSearch Serverless, or another cluster. */
record Endpoint(URI url) implements Serializable {
    private static final Pattern AWS = Pattern.compile("\\.([a-z0-9-]+)\\.(es|aoss)\\.amazonaws\\.com(\\.cn)?$");

    static Endpoint of(String url) {
        return new Endpoint(URI.create(url.replaceAll("/+$", "")));
    }

    boolean isServerless() {
        return service().equals("aoss");
    }

    /** The name that requests are signed for. */
    String service() {
        Matcher aws = AWS.matcher(url.getHost());
        return aws.find() ? aws.group(2) : "es";
    }

    /** The permission to write there. */
    String action() {
        return isServerless() ? "aoss:APIAccessAll" : "es:ESHttpPost";
    }

    /** The region in its name, or null for a name of one's own. */
    String region() {
        Matcher aws = AWS.matcher(url.getHost());
        return aws.find() ? aws.group(1) : null;
    }
}

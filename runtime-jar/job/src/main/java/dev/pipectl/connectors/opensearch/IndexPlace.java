package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import dev.pipectl.connectors.changes.Superseded;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * An index and how to get there.
 *
 * @param access the endpoint, and the region for what is signed
 * @param credentials how to sign in
 * @param index the index's name
 */
record IndexPlace(AwsAccess access, Credentials credentials, String index) implements Serializable {
    Endpoint endpoint() {
        return Endpoint.of(access.endpoint());
    }

    BulkService open(Superseded superseded) {
        Endpoint endpoint = endpoint();
        find(endpoint.url().getHost());
        SdkHttpClient client = AwsClients.http();
        try {
            return new BulkService(client, signIn(new Http(client)), endpoint, index, new BulkAnswer(index, superseded));
        } catch (SdkClientException e) {
            client.close();
            throw ServiceFailures.fatal(e, endpoint.action(), "the index '" + index + "'");
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    /** A name that is wrong is never found, and one that is right may not be found for a moment: so Flink may try again. */
    private void find(String host) {
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException("The endpoint of the index '" + index + "' is at " + host
                    + ", and there is no such host: correct the endpoint.", e);
        }
    }

    private SignIn signIn(Http http) {
        switch (credentials.kind()) {
            case NONE:
                return (request, body) -> request;
            case ENVIRONMENT:
                return new BasicSignIn("the environment variable '" + credentials.place() + "'", this::variable);
            case SECRET:
                AwsAccess secrets = new AwsAccess(credentials.region(), null);
                SignIn role = new SigV4(AwsClients.credentials(secrets), "secretsmanager", credentials.region());
                return new BasicSignIn("the secret '" + credentials.place() + "'",
                        new SecretReader(http, secretsManager(secrets), role, credentials.place()));
            default:
                return new SigV4(AwsClients.credentials(access), endpoint().service(), region());
        }
    }

    private String variable() {
        String value = System.getenv(credentials.place());
        if (value == null || value.indexOf(':') < 1) {
            throw new FatalServiceException(FailureKind.MISCONFIGURED, "The environment variable '" + credentials.place()
                    + "' does not hold user:password for the index '" + index + "'.", null);
        }
        return value;
    }

    private String region() {
        if (access.region() != null) {
            return access.region();
        }
        String named = endpoint().region();
        return named == null ? AwsClients.region(access).id() : named;
    }

    private static URI secretsManager(AwsAccess access) {
        URI set = AwsClients.endpoint(access, "SecretsManager");
        return set == null
                ? URI.create("https://" + ServiceMetadata.of("secretsmanager").endpointFor(Region.of(access.region())) + "/")
                : set;
    }
}

package dev.pipectl.connectors.aws;

import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * What requests to a service on this machine are signed with: nothing of the caller's. Services that know roles give a
 * process a session of one, which its token tells from a session of AWS.
 */
final class LocalCredentials {
    private static final String LOCAL_TOKEN = "pipectl-local/";
    private static final String NOBODY = "local";

    private LocalCredentials() {}

    static AwsCredentialsProvider of(UnaryOperator<String> environment) {
        String token = environment.apply("AWS_SESSION_TOKEN");
        return StaticCredentialsProvider.create(token == null || !token.startsWith(LOCAL_TOKEN)
                ? AwsBasicCredentials.create(NOBODY, NOBODY)
                : AwsSessionCredentials.create(
                        environment.apply("AWS_ACCESS_KEY_ID"), environment.apply("AWS_SECRET_ACCESS_KEY"), token));
    }
}

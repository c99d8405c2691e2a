package dev.pipectl.connectors.aws;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Makes clients of AWS services. All share one HTTP client; none retries, for connectors count their retries and pace
 * them themselves. Whoever makes a client closes it.
 */
public final class AwsClients {
    private static final AwsRegionProvider LOCAL_REGION =
            new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider());
    private static final AwsCredentialsProvider LOCAL_CREDENTIALS = LocalCredentials.of(System::getenv);

    private AwsClients() {}

    /** A client of Kinesis Data Streams. */
    public static KinesisClient kinesis(AwsAccess access) {
        return prepare(KinesisClient.builder(), access, "Kinesis").build();
    }

    /** A client of Firehose. */
    public static FirehoseClient firehose(AwsAccess access) {
        return prepare(FirehoseClient.builder(), access, "Firehose").build();
    }

    /** A client of DynamoDB. */
    public static DynamoDbClient dynamoDb(AwsAccess access) {
        return prepare(DynamoDbClient.builder(), access, "DynamoDb").build();
    }

    /** A client of SQS. */
    public static SqsClient sqs(AwsAccess access) {
        return prepare(SqsClient.builder(), access, "Sqs").build();
    }

    /** A client of S3; only AWS itself has a host name for each bucket. */
    public static S3Client s3(AwsAccess access) {
        return prepare(S3Client.builder().forcePathStyle(endpoint(access, "S3") != null), access, "S3").build();
    }

    /** A share of the HTTP client, for requests that no SDK client makes; to be closed. */
    public static SdkHttpClient http() {
        return SharedHttp.lease();
    }

    /** The credentials for the endpoint of the access; a service on this machine gets none that mean anything. */
    public static AwsCredentialsProvider credentials(AwsAccess access) {
        return credentials(Endpoints.ofThisProcess().endpoint(access, ""));
    }

    /** The region of the access. */
    public static Region region(AwsAccess access) {
        return region(access, Endpoints.ofThisProcess().endpoint(access, ""));
    }

    /**
     * The endpoint that is set for a service, or null for the one AWS has.
     *
     * @param service as the SDK names it in its settings: {@code Kinesis}, {@code DynamoDb}
     */
    public static URI endpoint(AwsAccess access, String service) {
        return Endpoints.ofThisProcess().endpoint(access, service);
    }

    private static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> B prepare(
            B builder, AwsAccess access, String service) {
        URI endpoint = endpoint(access, service);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder
                .region(region(access, endpoint))
                .credentialsProvider(credentials(endpoint))
                .httpClientBuilder(new SharedHttp.Leases())
                .overrideConfiguration(c -> c
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(SharedHttp.ANSWER)
                        .apiCallTimeout(SharedHttp.ANSWER));
    }

    private static AwsCredentialsProvider credentials(URI endpoint) {
        return Endpoints.isLoopback(endpoint) ? LOCAL_CREDENTIALS : DefaultCredentialsProvider.builder().build();
    }

    private static Region region(AwsAccess access, URI endpoint) {
        if (access.region() != null) {
            return Region.of(access.region());
        }
        boolean local = Endpoints.isLoopback(endpoint);
        try {
            return (local ? LOCAL_REGION : DefaultAwsRegionProviderChain.builder().build()).getRegion();
        } catch (SdkClientException e) {
            if (local) {
                return Region.US_EAST_1;
            }
            throw new FatalServiceException(FailureKind.MISCONFIGURED,
                    "No AWS region is set: give the table the option 'region', or set AWS_REGION.", e);
        }
    }
}

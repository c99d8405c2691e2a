package dev.pipectl.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class ServiceFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException, TEMPORARY", "400, ExpiredIteratorException, TEMPORARY", "403, ExpiredToken, TEMPORARY",
        "500, InternalFailure, TEMPORARY", "503, , TEMPORARY", "429, , TEMPORARY", "400, LimitExceededException, TEMPORARY",
        "400, AccessDeniedException, DENIED", "403, , DENIED", "400, UnrecognizedClientException, DENIED", "403, SignatureDoesNotMatch, DENIED",
        "400, ResourceNotFoundException, MISSING", "404, NoSuchBucket, MISSING", "400, AWS.SimpleQueueService.NonExistentQueue, MISSING",
        "400, ValidationException, REFUSED", "400, InvalidArgumentException, REFUSED", "400, , REFUSED",
        "400, KMSDisabledException, MISCONFIGURED"})
    void knowsTheKindOfAnAnswer(int status, String code, FailureKind kind) {
        AwsServiceException failure = answer(status, code, "m");
        assertThat(ServiceFailures.kind(failure)).isEqualTo(kind);
        assertThat(ServiceFailures.kind(new CompletionException(failure))).isEqualTo(kind);
    }

    @Test
    void knowsTheKindWhereNoAnswerCame() {
        assertThat(ServiceFailures.kind(client("Unable to execute HTTP request", new IOException("reset")))).isEqualTo(FailureKind.TEMPORARY);
        assertThat(ServiceFailures.kind(ApiCallTimeoutException.create(30_000))).isEqualTo(FailureKind.TEMPORARY);
        assertThat(ServiceFailures.kind(client("Unable to load credentials from any of the providers", null))).isEqualTo(FailureKind.DENIED);
        assertThat(ServiceFailures.kind(client("x", new UnknownHostException("kinesis.eu-west-1.amazonaws.com")))).isEqualTo(FailureKind.TEMPORARY);
        assertThat(ServiceFailures.kind(client("x", new UnknownHostException("kinesis.eu-wset-1.amazonaws.com")))).isEqualTo(FailureKind.MISCONFIGURED);
        assertThat(ServiceFailures.kind(new NullPointerException())).isEqualTo(FailureKind.MISCONFIGURED);
    }

    @Test
    void tellsThrottlingFromOtherTroubles() {
        assertThat(ServiceFailures.isThrottle(answer(400, "ProvisionedThroughputExceededException", "m"))).isTrue();
        assertThat(ServiceFailures.isThrottle(answer(500, "InternalFailure", "m"))).isFalse();
        assertThat(ServiceFailures.isThrottle(new IOException())).isFalse();
    }

    @Test
    void saysWhatIsWrongInASentence() {
        assertThat(ServiceFailures.fatal(answer(400, "AccessDeniedException", "User: x is not authorized"), "kinesis:GetRecords", "the stream 's'"))
                .hasMessage("The job may not call kinesis:GetRecords on the stream 's': allow that action to its role"
                        + " (AccessDeniedException: User: x is not authorized).");
        assertThat(ServiceFailures.fatal(answer(400, "ResourceNotFoundException", "Stream s not found"), "kinesis:ListShards", "the stream 's'"))
                .hasMessage("The stream 's' does not exist where kinesis:ListShards looks for it: create it, or correct its name or the region"
                        + " (ResourceNotFoundException: Stream s not found).");
        assertThat(ServiceFailures.fatal(client("Unable to load credentials", null), "sqs:SendMessage", "the queue 'q'"))
                .hasMessageStartingWith("There are no AWS credentials to call sqs:SendMessage on the queue 'q' with");
    }

    @Test
    void keepsSignedHeadersOutOfTheSentence() {
        AwsServiceException failure = answer(403, "SignatureDoesNotMatch", "The signature does not match.\nx-amz-security-token:SECRET");
        assertThat(ServiceFailures.fatal(failure, "s3:PutObject", "the bucket 'b'").getMessage()).doesNotContain("SECRET");
    }

    @Test
    void stopsAJobThoughItTravelsFromAnotherProcess() throws Exception {
        FatalServiceException fatal = ServiceFailures.fatal(answer(404, null, "m"), "a:B", "the stream 's'");
        Throwable arrived = InstantiationUtil.<SerializedThrowable>clone(new SerializedThrowable(new RuntimeException("task", fatal)))
                .deserializeError(getClass().getClassLoader());
        assertThat(ThrowableClassifier.findThrowableOfThrowableType(arrived, ThrowableType.NonRecoverableError)).isPresent();
        assertThat(fatal.kind()).isEqualTo(FailureKind.MISSING);
        assertThat(ServiceFailures.fatal(new CompletionException(fatal), "c:D", "x")).isSameAs(fatal);
    }

    private static AwsServiceException answer(int status, String code, String message) {
        return AwsServiceException.builder().statusCode(status).message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build()).build();
    }

    private static SdkClientException client(String message, Throwable cause) {
        return SdkClientException.builder().message(message).cause(cause).build();
    }
}

package dev.pipectl.connectors.sink;

import dev.pipectl.connectors.aws.ServiceFailures;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What a service says of one entry of a batch. */
public sealed interface Verdict {
    /** The entry is safe with the service. */
    Verdict WRITTEN = new Written();

    /** The entry is safe with the service. */
    record Written() implements Verdict {}

    /**
     * The entry may pass when it is sent again.
     *
     * @param throttled whether the service asks for less
     */
    record Retry(String code, String message, boolean throttled) implements Verdict {}

    /** The entry never passes; code and message are the service's own. */
    record Refused(String code, String message) implements Verdict {}

    /**
     * What a code means that an AWS service gives for one entry of a batch. Where it means that nothing can be written,
     * this throws what the service would for the whole request.
     */
    static Verdict of(String code, String message) {
        AwsServiceException failure = AwsServiceException.builder()
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                .build();
        switch (ServiceFailures.kind(failure)) {
            case TEMPORARY: return new Retry(code, message, ServiceFailures.isThrottle(failure));
            case REFUSED: return new Refused(code, message);
            default: throw failure;
        }
    }
}

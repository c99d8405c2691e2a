package dev.pipectl.connectors.sink;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Code and message of a service as they stand in its answer, without what the SDK adds. */
final class AwsAnswers {
    private AwsAnswers() {}

    static Verdict.Refused of(Throwable failure) {
        if (failure instanceof AwsServiceException said && said.awsErrorDetails() != null) {
            return new Verdict.Refused(said.awsErrorDetails().errorCode(), said.awsErrorDetails().errorMessage());
        }
        return new Verdict.Refused(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()));
    }
}

package dev.pipectl.connectors.aws;

import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.regions.Region;

/** Tells what a failed call means, and says it in a sentence. */
public final class ServiceFailures {
    private static final int LONGEST = 300;
    private static final Set<String> THROTTLES = Set.of(
            "ProvisionedThroughputExceededException", "LimitExceededException", "ThrottlingException", "Throttling",
            "ThrottledException", "RequestThrottled", "RequestThrottledException", "RequestLimitExceeded",
            "TooManyRequestsException", "KMSThrottlingException", "KMS.ThrottlingException", "BandwidthLimitExceeded", "SlowDown");
    private static final Set<String> PASSING = Set.of(
            "ExpiredIteratorException", "ExpiredNextTokenException", "ExpiredToken", "ExpiredTokenException", "RequestExpired",
            "RequestTimeTooSkewed", "RequestTimeout", "RequestTimeoutException", "ResourceInUseException",
            "InternalFailure", "InternalFailureException", "InternalServerError", "ServiceUnavailable",
            "ServiceUnavailableException", "TransactionInProgressException", "OperationAborted");
    private static final Set<String> DENIALS = Set.of(
            "AccessDeniedException", "AccessDenied", "KMSAccessDeniedException", "KMS.AccessDeniedException",
            "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidSignatureException",
            "SignatureDoesNotMatch", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
            "MissingAuthenticationTokenException", "NotAuthorized", "UnauthorizedOperation", "AuthFailure", "OptInRequired",
            "SubscriptionRequiredException");
    private static final Set<String> ABSENCES = Set.of(
            "ResourceNotFoundException", "NoSuchBucket", "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
            "KMSNotFoundException", "KMS.NotFoundException");
    private static final Set<String> FAULTS_OF_SETTINGS = Set.of(
            "KMSDisabledException", "KMS.DisabledException", "KMSInvalidStateException", "KMS.InvalidStateException",
            "KMSOptInRequired", "InvalidKMSResourceException", "UnknownOperationException", "InvalidAction",
            "PermanentRedirect", "AuthorizationHeaderMalformed");

    private ServiceFailures() {}

    /** What a failure of a call means; one that is not a service's counts as a wrong setting, for retrying can't help. */
    public static FailureKind kind(Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof FatalServiceException fatal) {
            return fatal.kind();
        }
        if (cause instanceof SdkServiceException service) {
            return kind(service);
        }
        if (cause instanceof SdkClientException) {
            return clientKind(cause);
        }
        return cause instanceof java.io.IOException || cause instanceof java.io.UncheckedIOException
                ? FailureKind.TEMPORARY
                : FailureKind.MISCONFIGURED;
    }

    /** Whether the service asked for fewer calls. */
    public static boolean isThrottle(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof SdkServiceException service
                && (service.statusCode() == 429 || THROTTLES.contains(code(service)) || service.isThrottlingException());
    }

    /** What a code means that a service gives for one entry of a batch. */
    public static FailureKind kind(String code) {
        if (THROTTLES.contains(code) || PASSING.contains(code)) {
            return FailureKind.TEMPORARY;
        }
        return DENIALS.contains(code) ? FailureKind.DENIED
                : ABSENCES.contains(code) ? FailureKind.MISSING
                : FAULTS_OF_SETTINGS.contains(code) ? FailureKind.MISCONFIGURED
                : FailureKind.REFUSED;
    }

    private static FailureKind kind(SdkServiceException failure) {
        FailureKind known = kind(code(failure));
        int status = failure.statusCode();
        if (known != FailureKind.REFUSED) {
            return known;
        }
        if (status >= 500 || status == 429 || status == 408 || failure.isThrottlingException()) {
            return FailureKind.TEMPORARY;
        }
        return status == 401 || status == 403 ? FailureKind.DENIED
                : status == 404 ? FailureKind.MISSING
                : FailureKind.REFUSED;
    }

    private static FailureKind clientKind(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return isOfKnownRegion(cause.getMessage()) ? FailureKind.TEMPORARY : FailureKind.MISCONFIGURED;
            }
        }
        String message = String.valueOf(failure.getMessage());
        return message.contains("Unable to load credentials") ? FailureKind.DENIED
                : message.contains("Unable to load region") ? FailureKind.MISCONFIGURED
                : FailureKind.TEMPORARY;
    }

    /** A host in no region that AWS has will not be found later either. */
    private static boolean isOfKnownRegion(String host) {
        return host != null && Region.regions().stream().anyMatch(region -> host.contains('.' + region.id() + '.'));
    }

    /**
     * The exception that stops the job.
     *
     * @param action the permission the call needs, {@code firehose:PutRecordBatch}
     * @param resource what was called upon, {@code the delivery stream 'raw'}
     */
    public static FatalServiceException fatal(Throwable failure, String action, String resource) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof FatalServiceException fatal) {
            return fatal;
        }
        FailureKind kind = kind(cause);
        return new FatalServiceException(kind, sentence(kind, cause, action, resource), cause);
    }

    private static String sentence(FailureKind kind, Throwable cause, String action, String resource) {
        String said = " (" + said(cause) + ").";
        switch (kind) {
            case DENIED:
                return cause instanceof SdkClientException
                        ? "There are no AWS credentials to call " + action + " on " + resource + " with: give the job a role" + said
                        : "The job may not call " + action + " on " + resource + ": allow that action to its role" + said;
            case MISSING:
                return capital(resource) + " does not exist where " + action
                        + " looks for it: create it, or correct its name or the region" + said;
            case MISCONFIGURED:
                return action + " on " + resource + " can't work: correct the region, the endpoint or the key" + said;
            case TEMPORARY:
                return action + " on " + resource + " failed again and again" + said;
            default:
                return action + " on " + resource + " is refused" + said;
        }
    }

    /** The code and message of a failure, without what follows on further lines: those may hold signed headers. */
    public static String said(Throwable failure) {
        Throwable cause = unwrapped(failure);
        String code = cause instanceof SdkServiceException service ? code(service) : cause.getClass().getSimpleName();
        String message = cause instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorMessage()
                : cause.getMessage();
        if (message == null || message.isBlank()) {
            return code;
        }
        String line = message.strip().lines().findFirst().orElse("").strip();
        return code + ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    private static String code(SdkServiceException failure) {
        String code = failure instanceof AwsServiceException service && service.awsErrorDetails() != null
                ? service.awsErrorDetails().errorCode()
                : null;
        return code == null || code.isEmpty() ? "HTTP " + failure.statusCode() : code;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

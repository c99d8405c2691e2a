package dev.pipectl.connectors.aws;

/** What a failed call of a service means for the job. */
public enum FailureKind {
    /** Throttling, a fault of the service or of the network, something that expired: the same call can work later. */
    TEMPORARY,
    /** The job's role lacks a permission, or there are no credentials. */
    DENIED,
    /** The stream, table, queue or bucket does not exist. */
    MISSING,
    /** The service takes the call, but not these arguments. */
    REFUSED,
    /** No call can work: the region, the endpoint or a key is wrong. */
    MISCONFIGURED;

    /** Whether the job stops at once. */
    public boolean isFatal() {
        return this == DENIED || this == MISSING || this == MISCONFIGURED;
    }
}

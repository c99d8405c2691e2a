package dev.pipectl.connectors.sink;

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
}

package dev.pipectl.connectors.sink;

/** What becomes of entries in the end; called on the task's thread. */
interface Outcome<P> {
    /** The service has the entry, or one that stands for it. */
    void written(Entry<P> entry);

    /** The service will never take the entry. */
    void refused(Entry<P> entry, Verdict.Refused refusal);
}

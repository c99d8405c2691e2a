package dev.pipectl.connectors.sink;

import java.io.Serializable;

/** What becomes of two entries of one key that wait for the same batch. */
@FunctionalInterface
public interface SameKey<P> extends Serializable {
    /**
     * The one of them that is sent, which stands for both; or null when both are, one batch after the other. Should the
     * service refuse the one that is sent, the other takes its place.
     */
    Entry<P> of(Entry<P> earlier, Entry<P> later);

    /** The later write replaces the earlier one. */
    static <P> SameKey<P> lastWins() {
        return (earlier, later) -> later;
    }

    /**
     * Both are sent, in their order. A service may take the second of a batch and not the first, so there is one entry
     * of a key in a batch.
     */
    static <P> SameKey<P> inTurn() {
        return (earlier, later) -> null;
    }
}

package dev.pipectl.connectors.sink;

import java.io.Serializable;

/**
 * How rows get to a service.
 *
 * @param makers what makes entries of rows
 * @param services what entries are sent to
 * @param limits how large a batch may be
 * @param sameKey what becomes of two entries of one key
 * @param lanes how many batches may be under way at once
 */
public record Delivery<P>(
        EntryMaker.Factory<P> makers,
        BatchService.Factory<P> services,
        BatchLimits limits,
        SameKey<P> sameKey,
        int lanes) implements Serializable {
    /** How many lanes a subtask has where nothing speaks for another number. */
    public static final int LANES = 4;

    public Delivery {
        if (lanes < 1) {
            throw new IllegalArgumentException("There is at least one lane.");
        }
    }

    /** Rows that are independent of each other. */
    public static <P> Delivery<P> independent(
            EntryMaker.Factory<P> makers, BatchService.Factory<P> services, BatchLimits limits) {
        return new Delivery<>(makers, services, limits, SameKey.inTurn(), LANES);
    }

    /** Rows by key, of which the last one counts. */
    public static <P> Delivery<P> lastWins(
            EntryMaker.Factory<P> makers, BatchService.Factory<P> services, BatchLimits limits) {
        return new Delivery<>(makers, services, limits, SameKey.lastWins(), LANES);
    }

    /** Rows by key, all of which are written, in their order. */
    public static <P> Delivery<P> inTurn(
            EntryMaker.Factory<P> makers, BatchService.Factory<P> services, BatchLimits limits) {
        return new Delivery<>(makers, services, limits, SameKey.inTurn(), LANES);
    }

    /** The same with another number of lanes. */
    public Delivery<P> withLanes(int number) {
        return new Delivery<>(makers, services, limits, sameKey, number);
    }
}

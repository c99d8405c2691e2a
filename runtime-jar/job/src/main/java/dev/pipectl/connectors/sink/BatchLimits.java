package dev.pipectl.connectors.sink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How large a batch may be.
 *
 * @param entries how many entries it may have
 * @param batchBytes how many bytes in all, where it has more than one entry
 * @param entryBytes how many bytes one entry may have; a larger one is refused without asking the service
 * @param maxAge how long an entry waits for its batch to fill
 */
public record BatchLimits(int entries, long batchBytes, long entryBytes, Duration maxAge) implements Serializable {
    /** A lane always has room for so many entries: small batches of keyed rows need some to find the last of each key. */
    private static final int ROOM = 1000;

    public BatchLimits {
        if (entries < 1 || entryBytes < 1 || batchBytes < 1) {
            throw new IllegalArgumentException("A batch holds at least one entry.");
        }
    }

    /** How many entries may wait in a lane. */
    int roomEntries() {
        return Math.max(ROOM, 2 * entries);
    }
}

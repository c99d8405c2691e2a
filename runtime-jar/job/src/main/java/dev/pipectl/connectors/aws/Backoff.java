package dev.pipectl.connectors.aws;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: anything up to a bound that doubles with every failure. Not thread-safe. */
public final class Backoff {
    private final long first;
    private final long cap;
    private final RandomGenerator random;
    private long bound;

    /** A backoff whose first wait is at most {@code first}, and none longer than {@code cap}. */
    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        this.first = first.toMillis();
        this.cap = cap.toMillis();
        this.random = random;
        if (this.first < 1 || this.cap < this.first) {
            throw new IllegalArgumentException("A backoff begins with at least a millisecond and never grows smaller.");
        }
        reset();
    }

    /** The next wait, at least a millisecond. */
    public Duration next() {
        Duration wait = Duration.ofMillis(random.nextLong(1, bound + 1));
        bound = bound > cap / 2 ? cap : bound * 2;
        return wait;
    }

    /** To be called when a try has worked. */
    public void reset() {
        bound = first;
    }
}

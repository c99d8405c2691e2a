package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.aws.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a shard is left alone before it is asked again. Kinesis answers five calls a second for a shard, all its
 * readers together, and 2 MB a second: what is far behind is asked without a pause until Kinesis throttles, and from
 * then on more slowly.
 */
final class Pace {
    /** What is caught up is asked four times a second, which leaves one for others. */
    static final long CAUGHT_UP = 250;
    private static final long SLOWEST = 2000;

    private final Backoff failures;
    private long pause;

    Pace(RandomGenerator random) {
        failures = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), random);
    }

    /** Milliseconds until the next call, after one that has worked. */
    long worked(boolean caughtUp) {
        failures.reset();
        pause = pause * 9 / 10;
        return caughtUp ? Math.max(CAUGHT_UP, pause) : pause;
    }

    /** Milliseconds until the next call, after one that has failed. */
    long failed(boolean throttled) {
        if (throttled) {
            pause = Math.min(SLOWEST, Math.max(200, pause * 2));
        }
        return Math.max(pause, failures.next().toMillis());
    }
}

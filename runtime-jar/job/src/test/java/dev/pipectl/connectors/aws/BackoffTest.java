package dev.pipectl.connectors.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /** The largest number that is allowed, each time. */
    private static final RandomGenerator LARGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long origin, long bound) {
            return bound - 1;
        }
    };

    @Test
    void doublesItsBoundUpToTheCapAndBeginsAgain() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(1500), LARGEST);
        assertThat(waits(backoff, 6)).containsExactly(100L, 200L, 400L, 800L, 1500L, 1500L);
        backoff.reset();
        assertThat(waits(backoff, 2)).containsExactly(100L, 200L);
    }

    @Test
    void waitsAnythingBetweenAMillisecondAndTheBound() {
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(50), new Random(1));
        List<Long> waits = waits(backoff, 5000);
        assertThat(waits).allMatch(wait -> wait >= 1 && wait <= 50).contains(1L, 50L);
        assertThat(waits.stream().mapToLong(Long::longValue).average().orElseThrow()).isBetween(24.0, 27.0);
    }

    @Test
    void neverOverflows() {
        Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(Long.MAX_VALUE - 1), LARGEST);
        assertThat(waits(backoff, 80)).allMatch(wait -> wait > 0);
    }

    @Test
    void refusesBoundsThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofMillis(1), LARGEST)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofMillis(2), Duration.ofMillis(1), LARGEST)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> waits(Backoff backoff, int count) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waits.add(backoff.next().toMillis());
        }
        return waits;
    }
}

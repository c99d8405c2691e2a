package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectRateTest {
    private static final StringData SOURCE = StringData.fromString("playback");
    private static final double RATE = 0.05;

    private static RejectRate opened() {
        RejectRate function = new RejectRate();
        function.open(null);
        return function;
    }

    /** The record at which the job must end: the first rejected one that is more than the rate in its last thousand. */
    private static int expectedEnd(boolean[] rejected) {
        for (int end = 999; end < rejected.length; end++) {
            int count = 0;
            for (int i = end - 999; i <= end; i++) {
                count += rejected[i] ? 1 : 0;
            }
            if (rejected[end] && count > RATE * 1_000) {
                return end;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void endsAtTheFirstRecordTooMany(long seed) {
        Random random = new Random(seed);
        boolean[] rejected = new boolean[5_000];
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] = random.nextDouble() < 0.02 + 0.05 * i / rejected.length;
        }
        RejectRate function = opened();
        int end = -1;
        for (int i = 0; i < rejected.length && end < 0; i++) {
            try {
                assertThat(function.eval(SOURCE, RATE, rejected[i])).isEqualTo(rejected[i]);
            } catch (SuppressRestartsException stopped) {
                end = i;
            }
        }
        assertThat(end).isEqualTo(expectedEnd(rejected));
    }

    @Test
    void aFewFirstRecordsSayNothing() {
        RejectRate function = opened();
        for (int i = 0; i < 999; i++) {
            assertThat(function.eval(SOURCE, RATE, true)).isTrue();
        }
        assertThatThrownBy(() -> function.eval(SOURCE, RATE, true)).hasRootCauseMessage(
                "Of the last 1000 records of the source 'playback', 1000 were undecodable or invalid, which is more than"
                        + " the rejectRate of 0.05: mend the producer, or allow a higher rate.");
    }
}

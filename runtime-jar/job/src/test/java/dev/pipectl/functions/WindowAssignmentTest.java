package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The arithmetic of windows against windows counted out one by one, before and after 1970, with offsets. */
class WindowAssignmentTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void lastEndAndClosedWindows() {
        for (int round = 0; round < 20_000; round++) {
            long step = random.nextInt(1, 10);
            long size = step * random.nextInt(1, 6);
            long offset = random.nextLong(-size + 1, size);
            long time = random.nextLong(-200, 200);
            long watermark = time + random.nextLong(-10, size);
            check("tumble", size, 0, offset, time, watermark);
            check("hop", size, step, offset, time, watermark);
            check("cumulate", size, step, offset, time, watermark);
        }
    }

    @Test
    void aSessionIsThatOfTheRowAlone() {
        WindowAssignment session = WindowAssignment.of("session", 10, 0, 0);
        assertThat(session.lastEnd(7)).isEqualTo(17);
        assertThat(session.closed(7, 15)).isZero();
    }

    private static void check(String kind, long size, long step, long offset, long time, long watermark) {
        WindowAssignment windows = WindowAssignment.of(kind, size, step, offset);
        long[] ends = ends(kind, size, step, offset, time).distinct().sorted().toArray();
        long last = ends[ends.length - 1];
        String call = kind + " " + size + " " + step + " " + offset + " at " + time + " watermark " + watermark;
        assertThat(windows.lastEnd(time)).as(call).isEqualTo(last);
        if (last - 1 > watermark) {
            long closed = LongStream.of(ends).filter(end -> end - 1 <= watermark).count();
            assertThat(windows.closed(time, watermark)).as(call).isEqualTo(closed);
        }
    }

    /** The ends of the windows that hold the time, by trying every start there could be. */
    private static LongStream ends(String kind, long size, long step, long offset, long time) {
        long every = kind.equals("hop") ? step : size;
        long grow = kind.equals("cumulate") ? step : size;
        return LongStream.range(-1000, 1000)
                .map(n -> offset + n * every)
                .filter(start -> start <= time && start > time - size)
                .flatMap(start -> LongStream.rangeClosed(1, size / grow).map(n -> start + n * grow))
                .filter(end -> end > time);
    }
}

package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.types.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Late rows are found exactly: what is not late is counted in a window, and Flink itself never drops a row. */
class LateRowsTest {
    private static final int EVENTS = 20_000;

    @ParameterizedTest
    @EnumSource(TestWindow.class)
    void oneReaderMatchesTheOracle(TestWindow window) throws Exception {
        List<TestPlayback> events = TestPlayback.events(EVENTS, 5000);
        TestPlayback.feed(events);
        TestPipeline.Outcome outcome = pipeline(window).run(1);

        Map<String, Long> expectedWindows = new TreeMap<>();
        List<String> expectedLate = new ArrayList<>();
        long missed = 0;
        long watermark = Long.MIN_VALUE;
        for (TestPlayback event : events) {
            if (event.accepted() && event.watched()) {
                List<TestWindow.Span> open = new ArrayList<>();
                for (TestWindow.Span span : window.of(event.time())) {
                    if (span.end() - 1 > watermark) {
                        open.add(span);
                    }
                }
                if (open.isEmpty()) {
                    expectedLate.add(event.eventId());
                } else {
                    missed += window.of(event.time()).size() - open.size();
                    open.forEach(span -> expectedWindows.merge(key(event.title(), span.start(), span.end()), 1L, Long::sum));
                }
            }
            // The watermark follows every row that the source accepts, whatever a filter does with it later.
            if (event.accepted()) {
                watermark = Math.max(watermark, event.time() - 30_000);
            }
        }
        assertThat(outcome.rows().get("late").stream().map(row -> (String) row.getField(0)).toList())
                .containsExactlyInAnyOrderElementsOf(expectedLate);
        assertThat(outcome.count("popularity.late")).isEqualTo(expectedLate.size()).isPositive();
        assertThat(outcome.count("popularity.missedWindows")).isEqualTo(missed);
        assertBalanced(outcome);
        if (window != TestWindow.SESSION) {
            assertThat(windows(outcome.rows().get("windows"))).isEqualTo(expectedWindows);
        }
    }

    @ParameterizedTest
    @EnumSource(TestWindow.class)
    void twoReadersLoseNothing(TestWindow window) throws Exception {
        TestPlayback.feed(TestPlayback.events(EVENTS, 5000));
        TestPipeline.Outcome outcome = pipeline(window).run(2);
        assertThat(CounterReporterFactory.subtasks("popularity.counted")).isEqualTo(2);
        assertBalanced(outcome);
        if (window == TestWindow.TUMBLE || window == TestWindow.SESSION) {
            assertThat(windows(outcome.rows().get("windows")).values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(outcome.count("popularity.counted"));
        }
    }

    private static void assertBalanced(TestPipeline.Outcome outcome) {
        assertThat(outcome.lateDropped()).isZero();
        assertThat(outcome.count("popularity.in"))
                .isEqualTo(outcome.count("popularity.late") + outcome.count("popularity.counted"))
                .isEqualTo(outcome.count("popularity.filter.out"));
        assertThat(outcome.rows().get("late")).hasSize((int) outcome.count("popularity.late"));
    }

    private static TestPipeline pipeline(TestWindow window) {
        return new TestPipeline()
                .source("playback", TestPlayback.COLUMNS)
                .view("playback", "SELECT " + TestPlayback.ALL + " FROM `source.playback` WHERE PIPECTL_ACCEPTED('playback', `$time`)")
                .view("popularity.filter", "SELECT " + TestPlayback.ALL
                        + " FROM `playback` WHERE PIPECTL_FILTER('popularity.filter', `kind` = 'play' OR `kind` = 'stop')")
                .view("popularity.on_time", "SELECT " + TestPlayback.ALL + " FROM `popularity.filter` WHERE PIPECTL_ON_TIME("
                        + judged(window) + ")")
                .view("popularity", "SELECT `titleId`, CAST(window_start AS TIMESTAMP_LTZ(3)) AS `windowStart`,"
                        + " CAST(window_end AS TIMESTAMP_LTZ(3)) AS `windowEnd`, COUNT(*) AS `plays`, COUNT(DISTINCT `userId`) AS `viewers`"
                        + " FROM " + window.over("popularity.on_time") + " GROUP BY `titleId`, window_start, window_end, window_time")
                .output("windows", "SELECT `titleId`, `windowStart`, `windowEnd`, `plays` FROM `popularity`",
                        "titleId STRING", "start TIMESTAMP_LTZ(3)", "end TIMESTAMP_LTZ(3)", "plays BIGINT")
                .output("late", "SELECT `eventId` FROM `popularity.filter` WHERE PIPECTL_LATE(" + judged(window) + ")", "eventId STRING");
    }

    private static String judged(TestWindow window) {
        return "'popularity', `$time`, CURRENT_WATERMARK(`$time`), " + window.arguments();
    }

    private static Map<String, Long> windows(List<Row> rows) {
        Map<String, Long> windows = new TreeMap<>();
        for (Row row : rows) {
            long start = ((Instant) row.getField(1)).toEpochMilli();
            long end = ((Instant) row.getField(2)).toEpochMilli();
            assertThat(windows.put(key(row.getField(0), start, end), (Long) row.getField(3))).as("emitted twice").isNull();
        }
        return windows;
    }

    private static String key(Object title, long start, long end) {
        return title + " " + start + " " + end;
    }
}

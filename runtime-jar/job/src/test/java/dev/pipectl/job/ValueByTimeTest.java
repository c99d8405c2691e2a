package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PIPECTL_FIRST and PIPECTL_LATEST, of every type of column, with many rows of one time. */
class ValueByTimeTest {
    private static final int EVENTS = 10_000;

    /** Column, type, how it is made of an event in SQL. */
    private static final String[][] COLUMNS = {
        {"text", "STRING", "`eventId`"},
        {"number", "DOUBLE", "`watchedSeconds`"},
        {"small", "INT", "CAST(`watchedSeconds` AS INT)"},
        {"big", "BIGINT", "CAST(`watchedSeconds` AS BIGINT)"},
        {"flag", "BOOLEAN", "`watchedSeconds` > 500"},
        {"moment", "TIMESTAMP_LTZ(3)", "CAST(`$time` AS TIMESTAMP_LTZ(3))"},
        {"raw", "BYTES", "CAST(`eventId` AS BYTES)"},
        {"pair", "ROW<a STRING, b DOUBLE>", "ROW(`eventId`, `watchedSeconds`)"},
        {"list", "ARRAY<STRING>", "ARRAY[`eventId`, `userId`]"},
        {"dictionary", "MAP<STRING, DOUBLE>", "MAP[`eventId`, `watchedSeconds`]"},
        {"sparse", "STRING", "CASE WHEN `watchedSeconds` > 900 THEN `eventId` END"}
    };

    @ParameterizedTest
    @EnumSource(TestWindow.class)
    void windows(TestWindow window) throws Exception {
        List<TestPlayback> events = TestPlayback.events(EVENTS, 5000);
        TestPlayback.feed(events);
        List<String> aggregates = new ArrayList<>(List.of("`titleId`", "CAST(window_start AS TIMESTAMP_LTZ(3))", "CAST(window_end AS TIMESTAMP_LTZ(3))"));
        List<String> columns = new ArrayList<>(List.of("titleId STRING", "start TIMESTAMP_LTZ(3)", "end TIMESTAMP_LTZ(3)"));
        List<String> values = new ArrayList<>(List.of("`titleId`", "`$time`"));
        for (String[] column : COLUMNS) {
            values.add(column[2] + " AS `" + column[0] + "`");
            aggregates.add("PIPECTL_FIRST(`" + column[0] + "`, `$time`)");
            aggregates.add("PIPECTL_LATEST(`" + column[0] + "`, `$time`)");
            columns.add("first_" + column[0] + " " + column[1]);
            columns.add("latest_" + column[0] + " " + column[1]);
        }
        TestPipeline.Outcome outcome = new TestPipeline()
                .source("playback", TestPlayback.COLUMNS)
                .view("playback", "SELECT " + TestPlayback.ALL + " FROM `source.playback` WHERE PIPECTL_ACCEPTED('playback', `$time`)")
                .view("values", "SELECT " + String.join(", ", values) + " FROM `playback`")
                .output("windows", "SELECT " + String.join(", ", aggregates) + " FROM " + window.over("values")
                        + " GROUP BY `titleId`, window_start, window_end", columns.toArray(String[]::new))
                .run(1);

        Map<String, List<TestPlayback>> expected = expected(events, window);
        assertThat(outcome.rows().get("windows").size()).isGreaterThan(100);
        for (Row row : outcome.rows().get("windows")) {
            long start = ((Instant) row.getField(1)).toEpochMilli();
            long end = ((Instant) row.getField(2)).toEpochMilli();
            List<TestPlayback> members = window == TestWindow.SESSION
                    ? session(events, (String) row.getField(0), start, end)
                    : expected.get(row.getField(0) + " " + start + " " + end);
            for (int column = 0; column < COLUMNS.length; column++) {
                List<TestPlayback> having = COLUMNS[column][0].equals("sparse")
                        ? members.stream().filter(event -> event.seconds() > 900).toList()
                        : members;
                assertThat(row.getField(3 + 2 * column)).as("first " + COLUMNS[column][0]).isEqualTo(value(column, first(having)));
                assertThat(row.getField(4 + 2 * column)).as("latest " + COLUMNS[column][0]).isEqualTo(value(column, latest(having)));
            }
        }
    }

    @Test
    void withoutAWindow() throws Exception {
        List<TestPlayback> events = TestPlayback.events(EVENTS, 5000);
        TestPlayback.feed(events);
        TestPipeline.Outcome outcome = new TestPipeline()
                .source("playback", TestPlayback.COLUMNS)
                .view("playback", "SELECT " + TestPlayback.ALL + " FROM `source.playback` WHERE PIPECTL_ACCEPTED('playback', `$time`)")
                .output("users", true, "SELECT `userId`, PIPECTL_FIRST(`eventId`, `$time`), PIPECTL_LATEST(`eventId`, `$time`) FROM `playback` GROUP BY `userId`",
                        "userId STRING", "first STRING", "latest STRING")
                .run(1);
        Map<Object, Row> last = new HashMap<>();
        outcome.rows().get("users").forEach(row -> last.put(row.getField(0), row));
        Map<String, List<TestPlayback>> users = new HashMap<>();
        events.stream().filter(TestPlayback::accepted).forEach(event -> users.computeIfAbsent(event.user(), key -> new ArrayList<>()).add(event));
        assertThat(last).hasSameSizeAs(users);
        users.forEach((user, members) -> {
            assertThat(last.get(user).getField(1)).isEqualTo(first(members).eventId());
            assertThat(last.get(user).getField(2)).isEqualTo(latest(members).eventId());
        });
    }

    /** The rows of each window, in order of arrival, without those that came when it had closed. */
    private static Map<String, List<TestPlayback>> expected(List<TestPlayback> events, TestWindow window) {
        Map<String, List<TestPlayback>> windows = new HashMap<>();
        long watermark = Long.MIN_VALUE;
        for (TestPlayback event : events) {
            if (event.accepted()) {
                for (TestWindow.Span span : window.of(event.time())) {
                    if (span.end() - 1 > watermark) {
                        windows.computeIfAbsent(event.title() + " " + span.start() + " " + span.end(), key -> new ArrayList<>()).add(event);
                    }
                }
                watermark = Math.max(watermark, event.time() - 30_000);
            }
        }
        return windows;
    }

    /** Flink's sessions take a row that no other session's closing has made late; the window's bounds say which rows. */
    private static List<TestPlayback> session(List<TestPlayback> events, String title, long start, long end) {
        List<TestPlayback> members = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        for (TestPlayback event : events) {
            if (event.accepted()) {
                if (event.title().equals(title) && event.time() >= start && event.time() < end && end - 1 > watermark) {
                    members.add(event);
                }
                watermark = Math.max(watermark, event.time() - 30_000);
            }
        }
        return members;
    }

    private static TestPlayback first(List<TestPlayback> events) {
        TestPlayback first = null;
        for (TestPlayback event : events) {
            first = first == null || event.time() < first.time() ? event : first;
        }
        return first;
    }

    private static TestPlayback latest(List<TestPlayback> events) {
        TestPlayback latest = null;
        for (TestPlayback event : events) {
            latest = latest == null || event.time() >= latest.time() ? event : latest;
        }
        return latest;
    }

    private static Object value(int column, TestPlayback event) {
        if (event == null) {
            return null;
        }
        return switch (COLUMNS[column][0]) {
            case "number" -> event.seconds();
            case "small" -> (int) event.seconds();
            case "big" -> (long) event.seconds();
            case "flag" -> event.seconds() > 500;
            case "moment" -> Instant.ofEpochMilli(event.time());
            case "raw" -> event.eventId().getBytes(StandardCharsets.UTF_8);
            case "pair" -> Row.of(event.eventId(), event.seconds());
            case "list" -> new String[] {event.eventId(), event.user()};
            case "dictionary" -> Map.of(event.eventId(), event.seconds());
            default -> event.eventId();
        };
    }
}

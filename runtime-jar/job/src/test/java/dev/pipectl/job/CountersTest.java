package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every counting function is called exactly once for each row of its stage, whichever outputs there are: with one
 * consumer Flink merges a stage into the next, with several it shares it.
 */
class CountersTest {
    private static final int EVENTS = 20_000;
    private static final String ROW = TestPlayback.ALL;
    private static final String WINDOW = "`titleId`, `windowStart`, `plays`, `$time`, `$origin`";

    /** What feeds the {@code in} of each stage. */
    private static final Map<String, String> FEEDS = Map.of(
            "watched", "playback.accepted",
            "long", "watched.out",
            "some", "watched.out",
            "five", "watched.out",
            "ten", "some.out",
            "hour", "five.out",
            "titles", "five.out",
            "half", "titles.out",
            "popular", "titles.out");

    private static List<TestPlayback> events;

    @BeforeAll
    static void feed() {
        events = TestPlayback.events(EVENTS, 1);
        TestPlayback.feed(events);
    }

    @ParameterizedTest
    @CsvSource({
        "1, long five ten popular hour half titles",
        "2, long five ten popular hour half titles",
        "1, long",
        "1, hour",
        "1, popular",
        "1, ten half",
        "2, five popular",
        "1, hour half"
    })
    void everyStageCountsOnce(int parallelism, String outputs) throws Exception {
        TestPipeline.Outcome outcome = pipeline(outputs.split(" ")).run(parallelism);

        assertThat(outcome.count("playback.accepted"))
                .isEqualTo(events.stream().filter(TestPlayback::accepted).count());
        assertThat(outcome.count("playback.invalid"))
                .isEqualTo(events.stream().filter(event -> event.fault() == TestPlayback.Fault.SQL).count());
        assertThat(outcome.count("watched.out"))
                .isEqualTo(events.stream().filter(event -> event.accepted() && event.watched()).count());
        FEEDS.forEach((stage, feed) -> {
            if (outcome.counters().containsKey(stage + ".in")) {
                assertThat(outcome.count(stage + ".in")).as(stage + ".in of " + outcome.counters()).isEqualTo(outcome.count(feed));
            }
        });
        long late = 0;
        for (String window : List.of("five", "ten", "hour", "half")) {
            late += outcome.count(window + ".late");
            assertThat(outcome.count(window + ".in")).isEqualTo(outcome.count(window + ".late") + outcome.count(window + ".counted"));
        }
        for (String output : outputs.split(" ")) {
            assertThat(outcome.rows().get(output)).hasSize((int) outcome.count(output + ".out")).isNotEmpty();
        }
        assertThat(outcome.rows().get("dead-letters"))
                .hasSize((int) (late + events.stream().filter(event -> !event.accepted()).count()));
        assertThat(outcome.lateDropped()).isZero();
    }

    @Test
    void thePlanHoldsTheStagesNamesAndSharesTheirWork() throws Exception {
        JsonNode plan = pipeline("long", "five", "popular", "hour").plan();
        Map<String, Integer> nodes = new LinkedHashMap<>();
        plan.path("nodes").forEach(node -> nodes.merge(node.path("type").asText(), 1, Integer::sum));

        assertThat(nodes).containsEntry("stream-exec-table-source-scan_1", 1);
        assertThat(nodes).doesNotContainKey("stream-exec-watermark-assigner_1");
        // The hidden costs of a predicate that Flink may not move: none, windows are still aggregated in two phases.
        assertThat(nodes).containsEntry("stream-exec-local-window-aggregate_1", 2);
        assertThat(nodes).containsEntry("stream-exec-global-window-aggregate_1", 2);
        for (String stage : List.of("playback", "watched", "long", "five", "popular", "hour")) {
            assertThat(plan.findParents("systemName").toString()).contains("\"value\":\"" + stage + "\"");
        }
    }

    @Test
    void aContinuousAggregateKeepsItsStateAsLongAsItsHintSays() throws Exception {
        TestPipeline pipeline = pipeline("five")
                .view("users.keyed", "SELECT `userId` FROM `watched` WHERE PIPECTL_PASSED('users', 'in')")
                .view("users", "SELECT /*+ STATE_TTL('users.keyed' = '90000000ms') */ `userId`, COUNT(*) AS `plays`"
                        + " FROM `users.keyed` GROUP BY `userId`")
                .output("users", true, "SELECT `userId`, `plays` FROM `users`", "userId STRING", "plays BIGINT");
        for (JsonNode node : pipeline.plan().path("nodes")) {
            if (node.path("type").asText().equals("stream-exec-group-aggregate_1")) {
                assertThat(node.path("state").path(0).path("ttl").asText()).isEqualTo("25 h");
            }
        }
        TestPipeline.Outcome outcome = pipeline.run(1);
        assertThat(outcome.count("users.in")).isEqualTo(outcome.count("watched.out")).isPositive();
        assertThat(outcome.count("five.in")).isEqualTo(outcome.count("watched.out"));
    }

    private static TestPipeline pipeline(String... outputs) {
        TestPipeline pipeline = new TestPipeline()
                .source("playback", TestPlayback.COLUMNS)
                .view("playback", "SELECT " + ROW + " FROM `source.playback` WHERE PIPECTL_ACCEPTED('playback', `$time`)")
                .view("playback.faults", "SELECT " + ROW
                        + " FROM `source.playback` WHERE PIPECTL_FAULTY('playback', `$time`, `$origin`.`reason`)");
        pipeline.view("watched", "SELECT " + ROW + " FROM `playback` WHERE PIPECTL_FILTER('watched', `kind` = 'play' OR `kind` = 'stop')")
                .view("long", "SELECT " + ROW + " FROM `watched` WHERE PIPECTL_FILTER('long', `watchedSeconds` > 300)")
                .view("some", "SELECT " + ROW + " FROM `watched` WHERE PIPECTL_FILTER('some', `titleId` <> 'title-3')");
        window(pipeline, "five", "watched", 5, "1");
        window(pipeline, "ten", "some", 10, "1");
        window(pipeline, "hour", "five", 60, "`plays`");
        behindWindow(pipeline, "titles", "five", "`titleId` <> 'title-4'");
        behindWindow(pipeline, "popular", "titles", "`plays` > 20");
        window(pipeline, "half", "titles", 30, "`plays`");
        StringJoiner letters = new StringJoiner(" UNION ALL ");
        letters.add("SELECT `$origin`.`sequence` FROM `playback.faults`");
        for (String output : outputs) {
            pipeline.output(output, "SELECT " + (output.equals("long") ? "`eventId`" : "`titleId`") + " FROM `" + output + "`", "column STRING");
        }
        String used = String.join(" ", outputs);
        for (Map.Entry<String, String> window : Map.of(
                        "five", "five|hour|half|titles|popular", "ten", "ten", "hour", "hour", "half", "half")
                .entrySet()) {
            if (used.matches(".*\\b(" + window.getValue() + ")\\b.*")) {
                letters.add("SELECT `$origin`.`sequence` FROM `" + window.getKey() + ".late` WHERE `$late`");
            }
        }
        return pipeline.output("dead-letters", letters.toString(), "sequence STRING");
    }

    private static void window(TestPipeline pipeline, String name, String of, int minutes, String plays) {
        String judged = "('" + name + "', `$time`, CURRENT_WATERMARK(`$time`), 'tumble', " + minutes * 60_000 + ", 0, 0)";
        pipeline.view(name + ".late", "SELECT *, PIPECTL_LATE" + judged + " AS `$late` FROM `" + of + "`")
                .view(name + ".on_time", "SELECT `titleId`, `plays`, `$time` FROM (SELECT `titleId`, " + plays
                        + " AS `plays`, `$time`, PIPECTL_ON_TIME" + judged + " AS `$keep` FROM `" + of + "`) WHERE `$keep`")
                .view(name, "SELECT " + WINDOW + " FROM (SELECT *, PIPECTL_PASSED('" + name + "', 'out') AS `$passed` FROM ("
                        + "SELECT `titleId`, CAST(window_start AS TIMESTAMP_LTZ(3)) AS `windowStart`, SUM(`plays`) AS `plays`,"
                        + " window_time AS `$time`, CAST(NULL AS " + TestPipeline.ORIGIN + ") AS `$origin`"
                        + " FROM TABLE(TUMBLE(TABLE `" + name + ".on_time`, DESCRIPTOR(`$time`), INTERVAL '" + minutes + "' MINUTE))"
                        + " GROUP BY `titleId`, window_start, window_end, window_time)) WHERE `$passed`");
    }

    /** A predicate that reads only keys would sink below the aggregate; a column that is not deterministic stays. */
    private static void behindWindow(TestPipeline pipeline, String name, String of, String where) {
        pipeline.view(name, "SELECT " + WINDOW + " FROM (SELECT *, PIPECTL_FILTER('" + name + "', " + where + ") AS `$keep` FROM `"
                + of + "`) WHERE `$keep`");
    }
}

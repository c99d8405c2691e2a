package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.dynamodb.Dynalite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the changes of Flink's queries leave behind in DynamoDB. */
class DynamoDbTableTest {
    private static Dynalite dynamo;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() throws Exception {
        dynamo = new Dynalite();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.close();
    }

    @Test
    void anAggregateReplacesItsItemsByThePrimaryKeyAlone() throws Exception {
        dynamo.create("totals", "user:S");
        List<String> users = users(3000, 7);
        insert(users, "totals", "", "SELECT `userId`, COUNT(*) FROM `source.playback` GROUP BY `userId`", 2);
        assertThat(dynamo.items("totals")).containsExactlyElementsOf(items(counts(users)));
    }

    @Test
    void aRowThatNoLongerPassesAFilterIsDeleted() throws Exception {
        dynamo.create("having", "user:S");
        List<String> users = users(500, 211);
        insert(users, "having", "", "SELECT `userId`, COUNT(*) FROM `source.playback` GROUP BY `userId` HAVING COUNT(*) < 5", 2);
        Map<String, Long> expected = counts(users);
        assertThat(expected.values()).anyMatch(count -> count >= 5).anyMatch(count -> count < 5);
        expected.values().removeIf(count -> count >= 5);
        assertThat(dynamo.items("having")).containsExactlyElementsOf(items(expected));
    }

    @Test
    void aRowThatLeavesATopNIsDeleted() throws Exception {
        dynamo.create("top", "user:S");
        List<String> users = users(700, 40);
        insert(users, "top", "", "SELECT `user`, `plays` FROM (SELECT `user`, `plays`, ROW_NUMBER() OVER (ORDER BY `plays` DESC, `user`) AS `rank`"
                + " FROM (SELECT `userId` AS `user`, COUNT(*) AS `plays` FROM `source.playback` GROUP BY `userId`)) WHERE `rank` <= 3", 1);
        Map<String, Long> top = new TreeMap<>();
        counts(users).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(3)
                .forEach(entry -> top.put(entry.getKey(), entry.getValue()));
        assertThat(dynamo.items("top")).containsExactlyElementsOf(items(top));
    }

    @Test
    void nullsAreLeftOutOrWritten() throws Exception {
        for (String nulls : List.of("skip", "write")) {
            dynamo.create("nulls-" + nulls, "user:S");
            insert(List.of("a"), "nulls-" + nulls, "'nulls' = '" + nulls + "'",
                    "SELECT `userId`, CAST(NULLIF(1, 1) AS BIGINT) FROM `source.playback`", 1);
        }
        assertThat(dynamo.items("nulls-skip")).containsExactly("{user=\"a\"}");
        assertThat(dynamo.items("nulls-write")).containsExactly("{plays=NULL, user=\"a\"}");
    }

    @Test
    void anOlderRowDoesNotReplaceANewerOne() throws Exception {
        dynamo.create("newest", "user:S");
        List<String> users = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 600; i++) {
            String user = "u" + i % 5;
            // Numbers come in no order, and the largest of each user neither first nor last.
            long number = (i * 7919L) % 601;
            users.add(user + "-" + number);
            expected.merge(user, number, Math::max);
        }
        String numbers = "SELECT SPLIT_INDEX(`userId`, '-', 0), CAST(SPLIT_INDEX(`userId`, '-', 1) AS BIGINT) FROM `source.playback`";
        insert(users, "newest", "'only-if-newer' = 'plays'", numbers, 1);
        assertThat(dynamo.items("newest")).containsExactlyElementsOf(items(expected));
        // A second job, whose rows are all older but one.
        insert(List.of("u0-1", "u1-9999", "u2-0"), "newest", "'only-if-newer' = 'plays'", numbers, 1);
        expected.put("u1", 9999L);
        assertThat(dynamo.items("newest")).containsExactlyElementsOf(items(expected));
    }

    @Test
    void aTableThatIsNotThereStopsTheJobWithASentence() {
        assertThatThrownBy(() -> insert(List.of("a"), "absent", "", "SELECT `userId`, CAST(1 AS BIGINT) FROM `source.playback`", 1))
                .hasStackTraceContaining("The table 'absent' does not exist where dynamodb:DescribeTable looks for it");
    }

    @Test
    void aTableWithAnotherKeyStopsTheJobWithASentence() {
        dynamo.create("other-key", "user:N", "at:S");
        assertThatThrownBy(() -> insert(List.of("a"), "other-key", "", "SELECT `userId`, CAST(1 AS BIGINT) FROM `source.playback`", 1))
                .hasStackTraceContaining("The key of the table 'other-key' is user (N), at (S), and rows are written by user (S)");
    }

    private static List<String> users(int rows, int users) {
        List<String> list = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            list.add("u" + (long) i * i % users);
        }
        return list;
    }

    private static Map<String, Long> counts(List<String> users) {
        return new TreeMap<>(users.stream().collect(Collectors.groupingBy(user -> user, Collectors.counting())));
    }

    private static List<String> items(Map<String, Long> plays) {
        return plays.entrySet().stream().map(entry -> "{plays=" + entry.getValue() + ", user=\"" + entry.getKey() + "\"}").sorted().toList();
    }

    private void insert(List<String> users, String table, String options, String query, int parallelism) throws Exception {
        List<String> lines = new ArrayList<>();
        users.forEach(user -> lines.add(Playback.event(1, user, "t", "play", "1", "2026-01-31T12:00:00Z")));
        StreamTableEnvironment tables = Flink.tables(parallelism);
        tables.executeSql(Playback.source(Playback.files(Files.write(dir.resolve(table + lines.size() + ".jsonl"), lines))));
        tables.executeSql("CREATE TABLE `out` (`user` STRING NOT NULL, `plays` BIGINT, PRIMARY KEY (`user`) NOT ENFORCED) WITH ("
                + dynamo.options(table) + (options.isEmpty() ? "" : ", " + options) + ")");
        Flink.run(tables, "INSERT INTO `out` " + query);
    }
}

package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.opensearch.OpenSearchServer;
import dev.pipectl.connectors.opensearch.Outage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the changes of Flink's queries leave behind in a real OpenSearch. */
class OpenSearchTableTest {
    private static final String KEYED = "`$id` STRING NOT NULL, `user` STRING, `plays` BIGINT, PRIMARY KEY (`$id`) NOT ENFORCED";
    private static final String COUNTS = "SELECT `userId`, `userId`, COUNT(*) FROM `source.playback` GROUP BY `userId`";

    private static OpenSearchServer search;

    @TempDir
    Path dir;

    @BeforeAll
    static void start() throws Exception {
        search = OpenSearchServer.shared();
    }

    @Test
    void anAggregateReplacesItsDocuments() throws Exception {
        List<String> users = users(3000, 211);
        insert(users, KEYED, search.options("totals"), COUNTS, 2);
        assertThat(search.documents("totals")).containsExactlyElementsOf(documents(counts(users)));
    }

    @Test
    void aRowThatNoLongerPassesAFilterIsDeleted() throws Exception {
        List<String> users = users(500, 211);
        insert(users, KEYED, search.options("having"), COUNTS + " HAVING COUNT(*) < 5", 2);
        Map<String, Long> expected = counts(users);
        assertThat(expected.values()).anyMatch(count -> count >= 5).anyMatch(count -> count < 5);
        expected.values().removeIf(count -> count >= 5);
        assertThat(search.documents("having")).containsExactlyElementsOf(documents(expected));
    }

    @Test
    void anOlderRowDoesNotReplaceANewerOne() throws Exception {
        String numbers = "SELECT SPLIT_INDEX(`userId`, '-', 0), SPLIT_INDEX(`userId`, '-', 0), CAST(SPLIT_INDEX(`userId`, '-', 1) AS BIGINT)"
                + " FROM `source.playback`";
        String options = search.options("newest") + ", 'only-if-newer' = 'plays'";
        List<String> users = new ArrayList<>();
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 600; i++) {
            long number = (i * 7919L) % 601;
            users.add("u" + i % 5 + "-" + number);
            expected.merge("u" + i % 5, number, Math::max);
        }
        insert(users, KEYED, options, numbers, 1);
        assertThat(search.documents("newest")).containsExactlyElementsOf(documents(expected));
        insert(List.of("u0-1", "u1-9999", "u2-0"), KEYED, options, numbers, 1);
        expected.put("u1", 9999L);
        assertThat(search.documents("newest")).containsExactlyElementsOf(documents(expected));
    }

    @Test
    void rowsWithoutAnIdAreDocumentsOfTheirOwn() throws Exception {
        insert(users(1500, 7), "`user` STRING", search.options("log"), "SELECT `userId` FROM `source.playback`", 2);
        Map<String, Long> found = new TreeMap<>();
        for (String document : search.documents("log")) {
            found.merge(document.replaceFirst("^\\S+ ", ""), 1L, Long::sum);
        }
        Map<String, Long> expected = new TreeMap<>();
        counts(users(1500, 7)).forEach((user, rows) -> expected.put("{\"user\":\"" + user + "\"}", rows));
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void anOutageLosesNothing() throws Exception {
        List<String> users = users(2500, 1009);
        try (Outage outage = new Outage(search.port(), 5)) {
            insert(users, KEYED, OpenSearchServer.options("outage", outage.endpoint()), COUNTS, 1);
            assertThat(outage.left()).isZero();
        }
        assertThat(search.documents("outage")).containsExactlyElementsOf(documents(counts(users)));
    }

    @Test
    void anIndexThatIsNotThereStopsTheJobWhereNoneIsMade() throws Exception {
        search.call("PUT", "/_cluster/settings", "{\"transient\":{\"action.auto_create_index\":\"false\"}}");
        try {
            assertThatThrownBy(() -> insert(users(10, 3), KEYED, search.options("absent"), COUNTS, 1))
                    .hasStackTraceContaining("The index 'absent' does not exist where es:ESHttpPost looks for it");
        } finally {
            search.call("PUT", "/_cluster/settings", "{\"transient\":{\"action.auto_create_index\":null}}");
        }
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

    private static List<String> documents(Map<String, Long> plays) {
        return plays.entrySet().stream()
                .map(entry -> entry.getKey() + " {\"user\":\"" + entry.getKey() + "\",\"plays\":" + entry.getValue() + "}")
                .sorted()
                .toList();
    }

    private void insert(List<String> users, String columns, String options, String query, int parallelism) throws Exception {
        List<String> lines = new ArrayList<>();
        users.forEach(user -> lines.add(Playback.event(1, user, "t", "play", "1", "2026-01-31T12:00:00Z")));
        StreamTableEnvironment tables = Flink.tables(parallelism);
        tables.executeSql(Playback.source(Playback.files(Files.write(dir.resolve("playback.jsonl"), lines))));
        tables.executeSql("CREATE TABLE `out` (" + columns + ") WITH (" + options + ")");
        Flink.run(tables, "INSERT INTO `out` " + query);
    }
}

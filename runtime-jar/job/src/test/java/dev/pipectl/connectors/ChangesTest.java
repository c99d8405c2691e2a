package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {
    @TempDir
    Path dir;

    @Test
    void deletesByKeyOrByRowWhereTheKeyIsHidden() throws Exception {
        run(1, List.of("a", "b", "a", "b", "b", "a", "b"));
        assertThat(Files.readAllLines(dir.resolve("visible.0.changelog.jsonl"))).containsExactly(
                "{\"op\":\"+I\",\"row\":{\"user\":\"a\",\"plays\":1}}",
                "{\"op\":\"+I\",\"row\":{\"user\":\"b\",\"plays\":1}}",
                "{\"op\":\"+U\",\"row\":{\"user\":\"a\",\"plays\":2}}",
                "{\"op\":\"+U\",\"row\":{\"user\":\"b\",\"plays\":2}}",
                "{\"op\":\"+U\",\"row\":{\"user\":\"b\",\"plays\":3}}",
                "{\"op\":\"+U\",\"row\":{\"user\":\"a\",\"plays\":3}}",
                "{\"op\":\"-D\",\"row\":{\"user\":\"b\"}}");
        assertThat(Files.readAllLines(dir.resolve("visible.0.jsonl"))).containsExactly("{\"user\":\"a\",\"plays\":3}");
        assertThat(Files.readAllLines(dir.resolve("hidden.0.changelog.jsonl"))).last().asString().startsWith("{\"op\":\"-D\",\"row\":{\"plays\":");
        assertThat(Files.readAllLines(dir.resolve("hidden.0.jsonl"))).containsExactly("{\"plays\":3}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void endsWithTheLastRowOfEachKey(int parallelism) throws Exception {
        List<String> users = new ArrayList<>();
        Map<String, Integer> expected = new TreeMap<>();
        for (int i = 0; i < 500; i++) {
            String user = "u" + i * i % 211;
            users.add(user);
            expected.merge(user, 1, Integer::sum);
        }
        run(parallelism, users);
        assertThat(Flink.lines(dir, "visible")).containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                .filter(entry -> entry.getValue() < 4)
                .map(entry -> "{\"user\":\"" + entry.getKey() + "\",\"plays\":" + entry.getValue() + "}")
                .toList());
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.filter(file -> file.toString().endsWith(".changelog.jsonl"))).hasSize(2 * parallelism);
        }
    }

    private void run(int parallelism, List<String> users) throws Exception {
        List<String> lines = new ArrayList<>();
        users.forEach(user -> lines.add(Playback.event(1, user, "t", "play", "1", "2026-01-31T12:00:00Z")));
        StreamTableEnvironment tables = Flink.tables(parallelism);
        tables.executeSql(Playback.source(Playback.files(Files.write(dir.resolve("playback.jsonl"), lines))));
        String to = " WITH ('connector' = 'pipectl-files', 'mode' = 'upsert', 'changes' = 'true', 'directory' = '" + dir + "', 'output' = '";
        tables.executeSql("CREATE TABLE `visible` (`user` STRING NOT NULL, `plays` BIGINT, PRIMARY KEY (`user`) NOT ENFORCED)" + to + "visible')");
        tables.executeSql("CREATE TABLE `hidden` (`$id` STRING NOT NULL, `plays` BIGINT, PRIMARY KEY (`$id`) NOT ENFORCED)" + to + "hidden')");
        String select = " SELECT `userId`, COUNT(*) FROM `source.playback` GROUP BY `userId` HAVING COUNT(*) < 4";
        tables.createStatementSet()
                .addInsertSql("INSERT INTO `visible`" + select)
                .addInsertSql("INSERT INTO `hidden`" + select)
                .execute().await();
    }
}

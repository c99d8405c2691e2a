package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final Map<String, String> AWS = Map.of(
            "raw", "'connector' = 'pipectl-firehose', 'delivery-stream' = 'raw'",
            "totals", "'connector' = 'pipectl-dynamodb', 'table' = 'totals'",
            "live", "'connector' = 'pipectl-opensearch', 'index' = 'live', 'endpoint' = 'http://127.0.0.1:1'",
            "forwarded", "'connector' = 'pipectl-kinesis', 'stream' = 'forwarded'",
            "letters", "'connector' = 'pipectl-dead-letters', 'target' = 'letters'");

    @TempDir
    Path dir;

    @Test
    void isTheSameForEitherBindingAndRunsOnFiles() throws Exception {
        Path input = dir.resolve("playback.jsonl");
        Files.write(input, List.of(
                Playback.event(1, "u1", "t1", "play", "10", "2026-01-31T12:00:00Z"),
                Playback.event(2, "u1", "t2", "play", "2.5", "2026-01-31T12:00:01Z"),
                Playback.event(3, "u2", "t1", "stop", "1", "2026-01-31T12:00:02Z"),
                "broken"));
        String aws = statements(tables(Playback.KINESIS, AWS)).compilePlan().asJsonString();
        StreamTableEnvironment local = tables(Playback.files(input), files());
        assertThat(numbered(aws)).isEqualTo(numbered(statements(local).compilePlan().asJsonString()));

        CompiledPlan plan = local.loadPlan(PlanReference.fromJsonString(aws));
        plan.execute().await();
        assertThat(Flink.lines(dir, "raw")).hasSize(3).first().isEqualTo("{\"eventId\":\"e1\",\"at\":\"2026-01-31T12:00:00.000Z\"}");
        assertThat(Flink.lines(dir, "totals")).containsExactly("{\"userId\":\"u1\",\"watched\":12.5}", "{\"userId\":\"u2\",\"watched\":1}");
        assertThat(Files.readAllLines(dir.resolve("totals.0.changelog.jsonl"))).containsExactly(
                "{\"op\":\"+I\",\"row\":{\"userId\":\"u1\",\"watched\":10}}",
                "{\"op\":\"+U\",\"row\":{\"userId\":\"u1\",\"watched\":12.5}}",
                "{\"op\":\"+I\",\"row\":{\"userId\":\"u2\",\"watched\":1}}");
        assertThat(Flink.lines(dir, "live")).containsExactly("{\"title\":\"t1\"}", "{\"title\":\"t2\"}", "{\"title\":\"t1\"}");
        assertThat(Flink.lines(dir, "forwarded")).containsExactly("{\"eventId\":\"e1\"}", "{\"eventId\":\"e2\"}", "{\"eventId\":\"e3\"}");
        assertThat(Flink.lines(dir, "letters")).singleElement().asString()
                .contains("\"reason\":\"undecodable\"", "\"record\":\"broken\"");
    }

    @Test
    void isCheckedToTheGeneratedCode() {
        assertThat(statements(tables(Playback.KINESIS, AWS)).explain()).contains("Physical", "source.playback");
    }

    private Map<String, String> files() {
        String to = "'connector' = 'pipectl-files', 'directory' = '" + dir + "'";
        return Map.of(
                "raw", to, "forwarded", to, "letters", to, "live", to + ", 'mode' = 'upsert'",
                "totals", to + ", 'mode' = 'upsert', 'changes' = 'true'");
    }

    private static StreamTableEnvironment tables(String source, Map<String, String> sinks) {
        StreamTableEnvironment tables = Flink.tables(1);
        tables.getConfig().set("table.optimizer.reuse-optimize-block-with-digest-enabled", "true");
        tables.executeSql(Playback.source(source));
        Map<String, String> columns = Map.of(
                "raw", "`eventId` STRING, `at` TIMESTAMP_LTZ(3)",
                "totals", "`userId` STRING NOT NULL, `watched` DOUBLE, PRIMARY KEY (`userId`) NOT ENFORCED",
                "live", "`$id` STRING NOT NULL, `title` STRING, PRIMARY KEY (`$id`) NOT ENFORCED",
                "forwarded", "`$partitionKey` STRING, `eventId` STRING",
                "letters", "`id` STRING, `pipeline` STRING, `stage` STRING, `reason` STRING, `detail` STRING, "
                        + "`source` ROW<`name` STRING, `shard` STRING, `sequence` STRING>, `eventTime` TIMESTAMP_LTZ(3), "
                        + "`arrivalTime` TIMESTAMP_LTZ(3), `record` STRING, `encoding` STRING");
        columns.forEach((name, list) -> tables.executeSql(
                "CREATE TABLE `sink." + name + "` (" + list + ") WITH (" + sinks.get(name) + ", 'output' = '" + name + "')"));
        return tables;
    }

    private static StatementSet statements(StreamTableEnvironment tables) {
        return tables.createStatementSet()
                .addInsertSql("INSERT INTO `sink.raw` SELECT `eventId`, `at` FROM `source.playback` WHERE `eventId` IS NOT NULL")
                .addInsertSql("INSERT INTO `sink.totals` SELECT `userId`, SUM(`watchedSeconds`) FROM `source.playback` WHERE `userId` IS NOT NULL GROUP BY `userId`")
                .addInsertSql("INSERT INTO `sink.live` SELECT `eventId`, `titleId` FROM `source.playback` WHERE `eventId` IS NOT NULL")
                .addInsertSql("INSERT INTO `sink.forwarded` SELECT `userId`, `eventId` FROM `source.playback` WHERE `eventId` IS NOT NULL")
                .addInsertSql("INSERT INTO `sink.letters` (`record`, `reason`) SELECT `$origin`.`record`, `$origin`.`reason` FROM `source.playback` WHERE `$origin`.`reason` IS NOT NULL");
    }

    /** The plan with its node ids counted from 1: Flink counts them through the whole JVM. */
    private static JsonNode numbered(String plan) throws Exception {
        JsonNode tree = new ObjectMapper().readTree(plan);
        Map<Integer, Integer> ids = new HashMap<>();
        for (JsonNode node : tree.get("nodes")) {
            ids.put(node.get("id").asInt(), ids.size() + 1);
            ((ObjectNode) node).put("id", ids.size());
        }
        for (JsonNode edge : tree.get("edges")) {
            for (String end : List.of("source", "target")) {
                ((ObjectNode) edge).put(end, ids.get(edge.get(end).asInt()));
            }
        }
        return tree;
    }
}

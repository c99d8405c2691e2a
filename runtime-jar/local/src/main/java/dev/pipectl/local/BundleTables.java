package dev.pipectl.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A bundle's tables, functions and views in a new table environment: one per request, so that requests can't meet. */
final class BundleTables {
    private BundleTables() {}

    /** Options of a table in `options` stand in place of the bundle's own. */
    static StreamTableEnvironment open(
            EmbeddedCluster cluster, JsonNode bundle, Map<String, Map<String, String>> options, Map<String, String> settings)
            throws Exception {
        Configuration configuration = EmbeddedCluster.target();
        bundle.path("settings").fields().forEachRemaining(e -> configuration.setString(e.getKey(), e.getValue().asText()));
        settings.forEach(configuration::setString);
        StreamExecutionEnvironment environment =
                new StreamExecutionEnvironment(cluster, configuration, BundleTables.class.getClassLoader());
        StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
        for (JsonNode function : bundle.path("functions")) {
            tables.executeSql("CREATE TEMPORARY SYSTEM FUNCTION `" + function.path("name").asText() + "` AS '"
                    + function.path("class").asText() + "' LANGUAGE JAVA");
        }
        for (JsonNode statement : bundle.path("statements")) {
            String name = statement.path("name").asText();
            switch (statement.path("kind").asText()) {
                case "table" -> tables.executeSql(createTable(statement, options.get(name)));
                case "view" -> tables.executeSql("CREATE TEMPORARY VIEW `" + name + "` AS\n" + statement.path("sql").asText());
                default -> {}
            }
        }
        return tables;
    }

    private static String createTable(JsonNode table, Map<String, String> options) {
        List<String> parts = new ArrayList<>();
        for (JsonNode column : table.path("columns")) {
            String sql = "`" + column.path("name").asText() + "` ";
            if (column.has("computed")) {
                sql += "AS " + column.path("computed").asText();
            } else {
                sql += column.path("type").asText();
                if (column.has("metadata")) {
                    sql += " METADATA FROM '" + column.path("metadata").asText() + "' VIRTUAL";
                }
            }
            parts.add(sql);
        }
        JsonNode watermark = table.path("watermark");
        if (watermark.isObject()) {
            parts.add("WATERMARK FOR `" + watermark.path("column").asText() + "` AS " + watermark.path("expression").asText());
        }
        if (!table.path("primaryKey").isEmpty()) {
            List<String> keys = new ArrayList<>();
            table.path("primaryKey").forEach(key -> keys.add("`" + key.asText() + "`"));
            parts.add("PRIMARY KEY (" + String.join(", ", keys) + ") NOT ENFORCED");
        }
        List<String> with = new ArrayList<>();
        if (options == null) {
            table.path("options").fields().forEachRemaining(e -> with.add(option(e.getKey(), e.getValue().asText())));
        } else {
            options.forEach((key, value) -> with.add(option(key, value)));
        }
        return "CREATE TABLE `" + table.path("name").asText() + "` (\n" + String.join(",\n", parts) + "\n) WITH ("
                + String.join(", ", with) + ")";
    }

    private static String option(String key, String value) {
        return "'" + key.replace("'", "''") + "' = '" + value.replace("'", "''") + "'";
    }
}

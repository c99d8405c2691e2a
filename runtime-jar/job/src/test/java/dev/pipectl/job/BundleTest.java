package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A bundle is read whole or refused with one sentence for each problem. */
class BundleTest {
    private static final String ORIGIN = "\"origin\": { \"file\": \"pipeline.ts\", \"line\": 3, \"column\": 5 }";
    private static final String TABLE = """
            { "kind": "table", "name": "source.playback", "columns": [
                { "name": "titleId", "type": "STRING" },
                { "name": "$time", "type": "TIMESTAMP_LTZ(3)", "metadata": "event-time" },
                { "name": "twice", "computed": "`titleId` || `titleId`" }
              ], "watermark": { "column": "$time", "expression": "`$time`" }, "primaryKey": ["titleId"],
              "options": { "connector": "pipectl-files", "stream": "${playback}" }, ORIGIN }""";
    private static final String VIEW = "{ \"kind\": \"view\", \"name\": \"playback\", \"sql\": \"SELECT 1\", ORIGIN }";

    @Test
    void readsEveryKindOfStatement() {
        Bundle bundle = Bundle.parse(bundle(1, TABLE + ", " + VIEW));
        Origin origin = new Origin("pipeline.ts", 3, 5);

        assertThat(bundle.flink()).isEqualTo("2.2");
        assertThat(bundle.functions()).containsExactly(new Bundle.Function("PIPECTL_FILTER", "Filter"));
        assertThat(bundle.placeholders()).containsExactly(new Bundle.Placeholder("playback", "stream", null));
        assertThat(bundle.statements().get(0)).isInstanceOfSatisfying(Statement.Table.class, table -> {
            assertThat(table.columns())
                    .containsExactly(
                            new Statement.Column("titleId", "STRING", null, null),
                            new Statement.Column("$time", "TIMESTAMP_LTZ(3)", "event-time", null),
                            new Statement.Column("twice", null, null, "`titleId` || `titleId`"));
            assertThat(table.watermark()).isEqualTo(new Statement.Watermark("$time", "`$time`"));
            assertThat(table.primaryKey()).containsExactly("titleId");
            assertThat(table.options()).containsEntry("stream", "${playback}");
            assertThat(table.origin()).isEqualTo(origin);
        });
        assertThat(bundle.statements().get(1))
                .isEqualTo(new Statement.Query(Statement.Kind.VIEW, "playback", "SELECT 1", origin));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertThat(problems("[")).singleElement().asString().startsWith("The bundle is not JSON: ");
        assertThat(problems("[]")).containsExactly("The bundle is not a JSON object.");
        assertThat(problems(bundle(2, VIEW)))
                .containsExactly("The bundle's format is 2, and this runtime reads format 1.");
        assertThat(problems(bundle(1, VIEW).replace("\"SELECT 1\"", "1").replace("\"line\": 3, ", "")))
                .containsExactly(
                        "statements[0].sql is missing or not text.",
                        "statements[0].origin.line is missing or not a number from 1.");
        assertThat(problems(bundle(1, VIEW.replace("view", "drop"))))
                .containsExactly("statements[0].kind is 'drop', not table, view or insert.");
        assertThat(problems(bundle(1, TABLE.replace("[\"titleId\"]", "[\"title\"]").replace("\"type\": \"STRING\"", "\"length\": 3"))))
                .containsExactly(
                        "statements[0].columns[0].length is not known.",
                        "statements[0].columns[0] needs a type, or be computed without metadata.",
                        "statements[0].primaryKey names 'title', which is not a column.");
        assertThat(problems(bundle(1, VIEW).replace("\"settings\"", "\"setting\"")))
                .containsExactly("setting is not known.", "settings is missing or not an object.");
        assertThat(problems(bundle(1, VIEW).replace("\"description\": {}", "\"description\": []")))
                .containsExactly("description is missing or not an object.");
    }

    private static List<String> problems(String json) {
        return catchThrowableOfType(BundleException.class, () -> Bundle.parse(json)).problems();
    }

    private static String bundle(int format, String statements) {
        return """
                { "format": FORMAT, "flink": "2.2", "pipeline": "p", "settings": { "table.local-time-zone": "UTC" },
                  "functions": [{ "name": "PIPECTL_FILTER", "class": "Filter" }],
                  "placeholders": [{ "name": "playback", "kind": "stream" }],
                  "statements": [STATEMENTS], "ledger": [], "description": {} }"""
                .replace("FORMAT", Integer.toString(format))
                .replace("STATEMENTS", statements.replace("ORIGIN", ORIGIN));
    }
}

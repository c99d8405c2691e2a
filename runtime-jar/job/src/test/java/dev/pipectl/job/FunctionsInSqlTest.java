package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every function in SQL: Flink finds its types, generates code for it and hands NULL through. */
class FunctionsInSqlTest {
    private static final String[] COLUMNS = {"s STRING", "n DOUBLE", "b BIGINT", "d TIMESTAMP_LTZ(3)"};

    private final StringBuilder select = new StringBuilder();
    private final List<String> columns = new ArrayList<>();
    private final Row first = Row.withPositions(40);
    private final Row second = Row.withPositions(40);

    @BeforeEach
    void feed() {
        TestRows.INPUTS.put("values", List.of(
                GenericRowData.of(
                        StringData.fromString(" Straße "), 1e21, 7L, TimestampData.fromEpochMillis(1_767_225_600_123L), null, null),
                new GenericRowData(6)));
    }

    @Test
    void scalars() throws Exception {
        expect("PIPECTL_NUMBER_TO_STRING(`n`)", "STRING", "1e+21", null);
        expect("PIPECTL_NUMBER_REMAINDER(`n`, 7)", "DOUBLE", 1e21 % 7, null);
        expect("PIPECTL_NUMBER_DIVIDE(`n`, 0)", "DOUBLE", Double.POSITIVE_INFINITY, null);
        expect("PIPECTL_NUMBER('NaN')", "DOUBLE", Double.NaN, Double.NaN);
        expect("PIPECTL_NUMBER_DIVIDE(1, PIPECTL_NUMBER('-0'))", "DOUBLE", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        expect("PIPECTL_MATH_MIN(`n`, 3)", "DOUBLE", 3.0, null);
        expect("PIPECTL_MATH_MAX(`n`, PIPECTL_NUMBER('NaN'))", "DOUBLE", Double.NaN, null);
        expect("PIPECTL_KEY_NUMBER(`n`)", "DOUBLE", 1e21, null);
        expect("PIPECTL_BIGINT_ADD(`b`, 1)", "BIGINT", 8L, null);
        expect("PIPECTL_BIGINT_SUBTRACT(`b`, 1)", "BIGINT", 6L, null);
        expect("PIPECTL_BIGINT_MULTIPLY(`b`, 3)", "BIGINT", 21L, null);
        expect("PIPECTL_BIGINT_DIVIDE(`b`, -2)", "BIGINT", -3L, null);
        expect("PIPECTL_BIGINT_REMAINDER(`b`, -2)", "BIGINT", 1L, null);
        expect("PIPECTL_BIGINT_NEGATE(`b`)", "BIGINT", -7L, null);
        expect("PIPECTL_TO_BIGINT(CAST(`b` AS DECIMAL(38, 0)))", "BIGINT", 7L, null);
        expect("PIPECTL_STRING_LENGTH(`s`)", "DOUBLE", 8.0, null);
        expect("PIPECTL_STRING_INCLUDES(`s`, 'aß')", "BOOLEAN", true, null);
        expect("PIPECTL_STRING_STARTS_WITH(`s`, ' S')", "BOOLEAN", true, null);
        expect("PIPECTL_STRING_ENDS_WITH(`s`, 'e')", "BOOLEAN", false, null);
        expect("PIPECTL_STRING_UPPER(`s`)", "STRING", " STRASSE ", null);
        expect("PIPECTL_STRING_LOWER(`s`)", "STRING", " straße ", null);
        expect("PIPECTL_STRING_TRIM(`s`)", "STRING", "Straße", null);
        expect("PIPECTL_STRING_COMPARE(`s`, ' Strasse ')", "INT", 1, null);
        expect("PIPECTL_DATE_MILLIS(`d`)", "DOUBLE", 1_767_225_600_123.0, null);
        expect("PIPECTL_DATE_ISO(`d`)", "STRING", "2026-01-01T00:00:00.123Z", null);
        expect("PIPECTL_DATE_UTC(`d`, 'Milliseconds')", "DOUBLE", 123.0, null);
        expect("PIPECTL_DATE_LITERAL(`b`)", "TIMESTAMP_LTZ(3)", Instant.ofEpochMilli(7), null);
        expect("PIPECTL_EVENT_TIME(CAST(NULL AS STRING), `d`, CAST(NULL AS TIMESTAMP_LTZ(3)), 0, `n` > 0)", "TIMESTAMP_LTZ(3)",
                Instant.ofEpochMilli(1_767_225_600_123L), Instant.EPOCH);
        expect("PIPECTL_ROW_JSON(CAST(ROW(`s`, `n`, `b`, `d`, ROW(`b`)) AS ROW<`s` STRING, `n` DOUBLE, `b` BIGINT, `d` TIMESTAMP_LTZ(3), `r` ROW<`in` BIGINT>>))", "STRING",
                "{\"s\":\" Straße \",\"n\":1e+21,\"b\":7,\"d\":\"2026-01-01T00:00:00.123Z\",\"r\":{\"in\":7}}",
                "{\"s\":null,\"n\":null,\"b\":null,\"d\":null,\"r\":{\"in\":null}}");
        expect("CHAR_LENGTH(PIPECTL_LETTER_ID(`s`, 'a', 'b', 'c', 'd', 'e'))", "INT", 32, 32);
        expectAll();
    }

    @Test
    void anOverflowStopsTheJob() {
        assertThatThrownBy(() -> new TestPipeline()
                        .source("values", COLUMNS)
                        .output("out", "SELECT PIPECTL_BIGINT_MULTIPLY(`b`, 9223372036854775807) FROM `source.values`", "v BIGINT")
                        .run(1))
                .rootCause()
                .hasMessage("The result of bigint * does not fit into 64 bits");
        assertThatThrownBy(() -> new TestPipeline()
                        .source("values", COLUMNS)
                        .output("out", true, "SELECT 1, PIPECTL_TO_BIGINT(SUM(CAST(`b` AS DECIMAL(38, 0)) * 9223372036854775807)) FROM `source.values`", "k INT", "v BIGINT")
                        .run(1))
                .rootCause()
                .hasMessage("The sum of a bigint does not fit into 64 bits");
    }

    private void expect(String sql, String type, Object ofValues, Object ofNulls) {
        first.setField(columns.size(), ofValues);
        second.setField(columns.size(), ofNulls);
        select.append(columns.isEmpty() ? "" : ", ").append(sql);
        columns.add("c" + columns.size() + " " + type);
    }

    private void expectAll() throws Exception {
        List<Row> rows = new TestPipeline()
                .source("values", COLUMNS)
                .output("out", "SELECT " + select + " FROM `source.values`", columns.toArray(String[]::new))
                .run(1)
                .rows()
                .get("out");
        for (int column = 0; column < columns.size(); column++) {
            assertThat(rows.get(0).getField(column)).as(columns.get(column)).isEqualTo(first.getField(column));
            assertThat(rows.get(1).getField(column)).as(columns.get(column) + " of NULL").isEqualTo(second.getField(column));
        }
    }
}

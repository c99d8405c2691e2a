package dev.pipectl.connectors.opensearch;

import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentRowsTest {
    private static final RowType ID_AND_COUNT = type(FIELD("$id", STRING()), FIELD("n", BIGINT()));

    @Test
    void aRowIsIndexedAndRemovedByItsId() {
        GenericRowData row = GenericRowData.of(text("a\"ü"), 7L);
        assertThat(made(ID_AND_COUNT, null, row, false)).containsExactly(
                "{\"index\":{\"_id\":\"a\\\"ü\"}}", "{\"n\":7}", "{\"$id\":\"a\\\"ü\",\"n\":7}");
        assertThat(made(ID_AND_COUNT, null, row, true)).containsExactly(
                "{\"delete\":{\"_id\":\"a\\\"ü\"}}", "null", "{\"$id\":\"a\\\"ü\",\"$op\":\"-D\",\"n\":7}");
    }

    @Test
    void aRowOfAnIdAloneIsADocument() {
        assertThat(made(type(FIELD("$id", STRING())), null, GenericRowData.of(text("a")), false)).containsExactly(
                "{\"index\":{\"_id\":\"a\"}}", "{}", "{\"$id\":\"a\"}");
    }

    @Test
    void whatTellsTheNewerRowIsTheVersion() {
        RowType type = type(FIELD("$id", STRING()), FIELD("at", TIMESTAMP_LTZ(3)));
        GenericRowData row = GenericRowData.of(text("a"), TimestampData.fromEpochMillis(1_769_860_800_000L));
        assertThat(made(type, "at", row, false)).first().isEqualTo(
                "{\"index\":{\"_id\":\"a\",\"version\":1769860800000,\"version_type\":\"external_gte\"}}");
        assertThat(made(type, "at", row, true)).first().isEqualTo(
                "{\"delete\":{\"_id\":\"a\",\"version\":1769860800000,\"version_type\":\"external_gte\"}}");
        assertThat(made(type, "at", GenericRowData.of(text("a"), null), true)).first().isEqualTo("{\"delete\":{\"_id\":\"a\"}}");
    }

    @ParameterizedTest
    @CsvSource({"-1", "0.5", "NaN", "Infinity", "9.3e18"})
    void aVersionIsAWholeNumberFromZeroOn(double version) {
        RowType type = type(FIELD("$id", STRING()), FIELD("v", DOUBLE()));
        assertThat(made(type, "v", GenericRowData.of(text("a"), version), false)).first().isEqualTo(
                "VersionOutOfRange: What tells the newer row is not a whole number from 0 on.");
        assertThat(made(type, "v", GenericRowData.of(text("a"), 4e15), false)).first().asString().contains("\"version\":4000000000000000,");
    }

    @Test
    void idsHaveAtMost512Bytes() {
        assertThat(made(ID_AND_COUNT, null, GenericRowData.of(text("ü".repeat(256)), 1L), false)).first().asString().startsWith("{\"index\"");
        assertThat(made(ID_AND_COUNT, null, GenericRowData.of(text("ü".repeat(256) + "a"), 1L), false)).first().isEqualTo(
                "IdTooLong: The id of the document has 513 bytes; 512 are the most.");
        assertThat(made(ID_AND_COUNT, null, GenericRowData.of(text(""), 1L), false)).containsExactly(
                "EmptyId: The id of the document is empty.", "{\"$id\":\"\",\"n\":1}");
    }

    @Test
    void rowsWithoutAnIdGetOneByChanceWhereOneIsTaken() {
        Set<String> actions = new HashSet<>();
        RowType type = type(FIELD("n", BIGINT()));
        for (long i = 0; i < 100; i++) {
            NewDocuments maker = new NewDocuments(type, true);
            maker.make(GenericRowData.of(i), new Made(actions));
        }
        assertThat(actions.stream().filter(action -> action.startsWith("{\"create\""))).hasSize(100)
                .allMatch(action -> action.matches("\\{\"create\":\\{\"_id\":\"[A-Za-z0-9_-]{22}\"}}"));
        actions.clear();
        new NewDocuments(type, false).make(GenericRowData.of(1L), new Made(actions));
        assertThat(actions).contains("{\"create\":{}}", "{\"n\":1}");
    }

    private static List<String> made(RowType type, String onlyIfNewer, GenericRowData row, boolean remove) {
        List<String> made = new ArrayList<>();
        DocumentRows rows = new DocumentRows(type, 0, onlyIfNewer);
        rows.make(row, rows.key(row), remove, new Made(made));
        return made;
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static RowType type(DataTypes.Field... fields) {
        return (RowType) ROW(fields).getLogicalType();
    }

    private record Made(java.util.Collection<String> made) implements EntryMaker.Entries<Document> {
        @Override
        public void add(Entry<Document> entry) {
            byte[] source = entry.payload().source();
            made.add(utf8(entry.payload().action()));
            made.add(source == null ? "null" : utf8(source));
            made.add(utf8(entry.row().get()));
        }

        @Override
        public void refuse(Supplier<byte[]> row, String code, String message) {
            made.add(code + ": " + message);
            made.add(utf8(row.get()));
        }

        private static String utf8(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

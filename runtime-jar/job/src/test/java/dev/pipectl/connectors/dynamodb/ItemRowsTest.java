package dev.pipectl.connectors.dynamodb;

import static org.apache.flink.table.api.DataTypes.ARRAY;
import static org.apache.flink.table.api.DataTypes.BIGINT;
import static org.apache.flink.table.api.DataTypes.BOOLEAN;
import static org.apache.flink.table.api.DataTypes.BYTES;
import static org.apache.flink.table.api.DataTypes.DECIMAL;
import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.INT;
import static org.apache.flink.table.api.DataTypes.MAP;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.apache.flink.table.api.DataTypes.TIMESTAMP_LTZ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemRowsTest {
    @Test
    void valuesAreWhatDynamoDbMeansByThem() {
        RowType type = type(
                FIELD("text", STRING()), FIELD("yes", BOOLEAN()), FIELD("int", INT()), FIELD("bigint", BIGINT()),
                FIELD("number", DOUBLE()), FIELD("bytes", BYTES()), FIELD("at", TIMESTAMP_LTZ(3)),
                FIELD("list", ARRAY(STRING())), FIELD("map", MAP(STRING(), DOUBLE())),
                FIELD("row", ROW(FIELD("a", INT()), FIELD("b", STRING()))));
        GenericRowData row = GenericRowData.of(
                text("a"), true, -3, Long.MIN_VALUE, -0.0, new byte[] {1, 2}, TimestampData.fromEpochMillis(1_769_860_800_123L),
                new GenericArrayData(new Object[] {text("x"), null}), new GenericMapData(Map.of(text("k"), 0.1)),
                GenericRowData.of(7, null));
        assertThat(item(type, false, row)).isEqualTo("{at=\"2026-01-31T12:00:00.123Z\", bigint=-9223372036854775808, bytes=b2, int=-3,"
                + " list=[\"x\", NULL], map={k=0.1}, number=0, row={a=7}, text=\"a\", yes=true}");
        assertThat(item(type, true, row)).contains("row={a=7, b=NULL}");
    }

    /** The right-hand side is what JavaScript's String(number) gives. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.1", "1e21, 1e+21", "123456789012345680000, 123456789012345680000", "1e-7, 1e-7", "-5, -5",
            "9.99e125, 9.99e+125", "1e-130, 1e-130"})
    void numbersHaveTheDigitsOfJavaScript(double number, String digits) {
        assertThat(item(type(FIELD("n", DOUBLE())), false, GenericRowData.of(number))).isEqualTo("{n=" + digits + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, NotANumber: 'n': DynamoDB has no NaN and no infinities",
        "-Infinity, NotANumber: 'n': DynamoDB has no NaN and no infinities",
        "1e126, 'NumberOutOfRange: ''n'': DynamoDB''s numbers are 0 and those from 1e-130 to 1e126'",
        "-9e-131, 'NumberOutOfRange: ''n'': DynamoDB''s numbers are 0 and those from 1e-130 to 1e126'",
    })
    void numbersThatDynamoDbDoesNotHaveRefuseTheRow(double number, String refusal) {
        assertThat(made(type(FIELD("k", STRING()), FIELD("n", DOUBLE())), null, GenericRowData.of(text("a"), number), false))
                .containsExactly(refusal);
    }

    @ParameterizedTest
    @CsvSource(value = {
        "NULL, 'NullKey: ''k'' is part of the key and has no value'",
        "'', 'EmptyKey: ''k'' is part of the key and empty'",
    }, nullValues = "NULL")
    void keysThatDynamoDbDoesNotHaveRefuseTheRow(String key, String refusal) {
        for (boolean remove : new boolean[] {false, true}) {
            assertThat(made(type(FIELD("k", STRING())), null, GenericRowData.of(key == null ? null : text(key)), remove))
                    .containsExactly(refusal);
        }
        assertThat(made(type(FIELD("k", BYTES())), null, GenericRowData.of(new byte[0]), false))
                .containsExactly("EmptyKey: 'k' is part of the key and empty");
    }

    @Test
    void keysAreCountedInBytes() {
        RowType type = type(FIELD("k", STRING()));
        assertThat(made(type, null, GenericRowData.of(text("ü".repeat(1024))), false)).hasSize(1).first().asString().startsWith("{k=");
        assertThat(made(type, null, GenericRowData.of(text("ü".repeat(1024) + "a")), false))
                .containsExactly("KeyTooLong: 'k' has 2049 bytes, and a partition key at most 2048");
    }

    @Test
    void aRemovalIsTheKeyAndItsLetterSaysSo() {
        RowType type = type(FIELD("k", STRING()), FIELD("n", DOUBLE()));
        List<String> letters = new ArrayList<>();
        // What is removed may be anything: only its key counts.
        assertThat(made(type, null, GenericRowData.of(text("a"), Double.NaN), true, letters)).containsExactly("remove {k=\"a\"}");
        assertThat(letters).containsExactly("{\"$op\":\"-D\",\"k\":\"a\",\"n\":null}");
    }

    @Test
    void whatTellsTheNewerRowGoesAlong() {
        RowType type = type(FIELD("k", STRING()), FIELD("at", TIMESTAMP_LTZ(3)));
        GenericRowData row = GenericRowData.of(text("a"), TimestampData.fromEpochMillis(5));
        assertThat(made(type, "at", row, false)).containsExactly("{at=\"1970-01-01T00:00:00.005Z\", k=\"a\"} order 5 \"1970-01-01T00:00:00.005Z\"");
        assertThat(made(type, "at", row, true)).containsExactly("remove {k=\"a\"} order 5 \"1970-01-01T00:00:00.005Z\"");
        assertThat(made(type, "at", GenericRowData.of(text("a"), null), true)).containsExactly("remove {k=\"a\"}");
        assertThat(made(type, "at", GenericRowData.of(text("a"), null), false))
                .containsExactly("NoOrder: 'at' has no value, so that it can't be told what is newer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 409_000})
    void sizesAreDynamoDbs(int length) {
        // A name of 4 bytes, its text; a list of a number of two digits: 3 + 1 + 2, under a name of 1 byte.
        RowType type = type(FIELD("text", STRING()), FIELD("l", ARRAY(INT())));
        GenericRowData row = GenericRowData.of(text("x".repeat(length)), new GenericArrayData(new int[] {42}));
        int[] bytes = new int[1];
        new ItemRows(type, new int[] {1}, false, null).make(row, "", false, new EntryMaker.Entries<>() {
            @Override
            public void add(Entry<ItemWrite> entry) {
                bytes[0] = entry.bytes();
            }

            @Override
            public void refuse(Supplier<byte[]> json, String code, String message) {
                throw new AssertionError(message);
            }
        });
        assertThat(bytes[0]).isEqualTo(4 + length + 1 + 6);
    }

    @Test
    void aTypeWithoutAFormIsRefusedBeforeTheJob() {
        assertThatThrownBy(() -> new ItemRows(type(FIELD("k", STRING()), FIELD("d", DECIMAL(9, 2))), new int[] {0}, false, null))
                .hasMessage("DynamoDB has no form for the type DECIMAL(9, 2).");
    }

    private static String item(RowType type, boolean writeNulls, GenericRowData row) {
        // Without key columns, so that each of the values can be the only one.
        try {
            return Dynalite.text(AttributeMaker.fields(type, writeNulls).of(row));
        } catch (Unwritable e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> made(RowType type, String onlyIfNewer, GenericRowData row, boolean remove) {
        return made(type, onlyIfNewer, row, remove, new ArrayList<>());
    }

    private static List<String> made(
            RowType type, String onlyIfNewer, GenericRowData row, boolean remove, List<String> letters) {
        List<String> made = new ArrayList<>();
        ItemRows rows = new ItemRows(type, new int[] {0}, false, onlyIfNewer);
        rows.make(row, rows.key(row), remove, new EntryMaker.Entries<>() {
            @Override
            public void add(Entry<ItemWrite> entry) {
                ItemWrite write = entry.payload();
                made.add((write.item() == null ? "remove " + Dynalite.text(write.key()) : Dynalite.text(write.item()))
                        + (write.order() == null ? "" : " order " + write.order() + " " + Dynalite.text(write.orderValue())));
                letters.add(new String(entry.row().get(), StandardCharsets.UTF_8));
            }

            @Override
            public void refuse(Supplier<byte[]> json, String code, String message) {
                made.add(code + ": " + message);
                letters.add(new String(json.get(), StandardCharsets.UTF_8));
            }
        });
        return made;
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static RowType type(org.apache.flink.table.api.DataTypes.Field... fields) {
        DataType row = ROW(fields);
        return (RowType) row.getLogicalType();
    }
}

package dev.pipectl.connectors.dynamodb;

import static org.apache.flink.table.api.DataTypes.DOUBLE;
import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.changes.Letters;
import dev.pipectl.connectors.sink.BatchingSink;
import dev.pipectl.connectors.sink.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Items that DynamoDB refuses, alone and by the batch: everything else is written, and each of them is one letter. */
class RefusedItemsTest {
    private static final RowType TYPE = (RowType) ROW(
            FIELD("k", STRING().notNull()), FIELD("v", DOUBLE()), FIELD("device", STRING())).getLogicalType();
    private static final String MISMATCH = "ValidationException: One or more parameter values were invalid: Type mismatch for Index Key device"
            + " Expected: N Actual: S IndexName: by-device";

    private static Dynalite dynamo;

    @BeforeAll
    static void start() throws Exception {
        dynamo = new Dynalite();
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.close();
    }

    @Test
    void singleItemsAreRefusedAndTheOthersWritten() throws Exception {
        dynamo.create("single", "k:S");
        List<RowData> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rows.add(row("k" + i, i, null));
            expected.add("{k=\"k" + i + "\", v=" + i + "}");
        }
        rows.add(30, row("", 1, null));
        rows.add(60, row("nan", Double.NaN, null));
        rows.add(90, row("large", 1, "x".repeat(410_000)));
        run("single", rows, Letters.delivery());
        assertThat(dynamo.items("single")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Letters.sent()).containsExactlyInAnyOrder(
                "EmptyKey: 'k' is part of the key and empty <- {\"k\":\"\",\"v\":1,\"device\":null}",
                "NotANumber: 'v': DynamoDB has no NaN and no infinities <- {\"k\":\"nan\",\"v\":null,\"device\":null}",
                "TooLarge: 410015 bytes are more than the 409600 that may be sent <- {\"k\":\"large\",\"v\":1,\"device\":\"xxxxxxxxxxx…");
    }

    @Test
    void theOneThatABatchIsRefusedForIsFound() throws Exception {
        createWithIndex("culprits");
        List<RowData> rows = new ArrayList<>();
        List<String> written = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            // One alone, then a whole batch of them.
            boolean wrong = i == 12 || (i >= 75 && i < 110);
            rows.add(row("k" + i, i, wrong ? "tv" : null));
            (wrong ? refused : written).add(wrong
                    ? MISMATCH + " <- {\"k\":\"k" + i + "\",\"v\":" + i + ",\"device\":\"tv\"}"
                    : "{k=\"k" + i + "\", v=" + i + "}");
        }
        run("culprits", rows, Letters.delivery());
        assertThat(dynamo.items("culprits")).containsExactlyInAnyOrderElementsOf(written);
        assertThat(Letters.sent()).containsExactlyInAnyOrderElementsOf(refused);
    }

    @Test
    void withoutATargetTheFirstRefusalStopsTheJob() {
        createWithIndex("stops");
        assertThatThrownBy(() -> run("stops", List.of(row("a", 1, "tv")), null))
                .hasStackTraceContaining("the table 'stops'")
                .hasStackTraceContaining("ValidationException");
    }

    /** The key of the index is a number, so that a row with a device is of the wrong type for it. */
    private static void createWithIndex(String table) {
        dynamo.createWithIndex(table, "k:S", "device:N");
    }

    private static RowData row(String key, double value, String device) {
        return GenericRowData.of(StringData.fromString(key), value, device == null ? null : StringData.fromString(device));
    }

    private static void run(String table, List<RowData> rows, Delivery<?> letters) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        DynamoDbWriting writing = new DynamoDbWriting(dynamo.access(), table, TYPE, new int[] {0}, false, null);
        env.fromData(InternalTypeInfo.of(TYPE), rows.toArray(new RowData[0]))
                .sinkTo(new BatchingSink(table, "p", writing.delivery(table), letters));
        env.execute();
    }
}

package dev.pipectl.connectors.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.lookup.Finder;
import dev.pipectl.connectors.lookup.LookupSpec;
import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Looks items up in a real table. */
class ItemFinderTest {
    private static final RowType TYPE = (RowType) DataTypes.ROW(
            DataTypes.FIELD("k", DataTypes.DOUBLE()),
            DataTypes.FIELD("name", DataTypes.STRING()),
            DataTypes.FIELD("size", DataTypes.BIGINT())).getLogicalType();
    private static final String CONTRACT =
            "[{\"name\":\"k\",\"type\":\"number\"},{\"name\":\"name\",\"type\":\"string\"},"
                    + "{\"name\":\"size\",\"type\":\"bigint\",\"nullable\":true}]";

    private static Dynalite dynamo;

    @BeforeAll
    static void start() throws Exception {
        dynamo = new Dynalite();
        dynamo.create("titles", "k:N");
        for (int k = 0; k < 500; k++) {
            Map<String, AttributeValue> item = Map.of(
                    "k", number(k % 2 == 0 ? k + ".50" : k + ""),
                    "name", AttributeValue.builder().s("name " + k).build(),
                    "size", number("" + (9_007_199_254_740_993L + k)),
                    "rest", AttributeValue.builder().s("not asked for").build());
            dynamo.client().putItem(p -> p.tableName("titles").item(item));
        }
        dynamo.client().putItem(p -> p.tableName("titles").item(Map.of("k", number("-1"))));
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.close();
    }

    private static AttributeValue number(String digits) {
        return AttributeValue.builder().n(digits).build();
    }

    private static Finder finder(String table) throws Exception {
        LookupSpec spec = new LookupSpec(
                "named", new DecoderOptions(CONTRACT, List.of(), Timestamps.ISO, 0), TYPE, new int[] {0}, 0, 0);
        Finder finder = new ItemFinder(dynamo.access(), table, spec);
        finder.open(new UnregisteredMetricsGroup());
        return finder;
    }

    @Test
    void manyQuestionsAreAnsweredEachWithItsItem() throws Exception {
        Finder finder = finder("titles");
        List<Double> keys = new ArrayList<>();
        List<CompletableFuture<RowData>> answers = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            double key = i % 600 + (i % 2 == 0 ? 0.5 : 0);
            keys.add(key);
            answers.add(finder.find(new Object[] {key}));
        }
        for (int i = 0; i < keys.size(); i++) {
            RowData row = answers.get(i).get(60, TimeUnit.SECONDS);
            int k = (int) Math.floor(keys.get(i));
            if (k >= 500) {
                assertThat(row).as("key %s", keys.get(i)).isNull();
            } else {
                assertThat(row.getDouble(0)).isEqualTo(keys.get(i));
                assertThat(row.getString(1)).isEqualTo(StringData.fromString("name " + k));
                assertThat(row.getLong(2)).isEqualTo(9_007_199_254_740_993L + k);
            }
        }
        finder.close();
    }

    @Test
    void anItemWithoutWhatMustBeThereAndAnImpossibleKeyAreMissing() throws Exception {
        Finder finder = finder("titles");
        assertThat(finder.find(new Object[] {-1.0}).get(60, TimeUnit.SECONDS)).isNull();
        assertThat(finder.find(new Object[] {Double.NaN}).get(60, TimeUnit.SECONDS)).isNull();
        finder.close();
    }

    @Test
    void aTableThatIsNotThereIsSaidAtOnce() {
        assertThatThrownBy(() -> finder("tilte"))
                .hasMessageContaining("The table 'tilte' does not exist")
                .hasMessageContaining("dynamodb:DescribeTable");
    }
}

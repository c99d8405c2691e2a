package dev.pipectl.connectors.opensearch;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;
import static org.apache.flink.table.api.DataTypes.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pipectl.connectors.aws.AwsAccess;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Documents that a real OpenSearch refuses: everything else is written, and each of them is one letter. */
class RefusedDocumentsTest {
    private static final RowType TYPE = (RowType) ROW(
            FIELD("$id", STRING().notNull()), FIELD("plays", STRING()), FIELD("title", STRING())).getLogicalType();

    private static OpenSearchServer search;

    @BeforeAll
    static void start() throws Exception {
        search = OpenSearchServer.shared();
    }

    @Test
    void whatItSaysOfADocumentIsItsLetter() throws Exception {
        create("refusing");
        List<RowData> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            rows.add(row("d" + i, "" + i, null));
            expected.add("d" + i + " {\"plays\":\"" + i + "\",\"title\":null}");
        }
        rows.add(100, row("wrong", "seven", null));
        rows.add(600, row("second", "7", "neither"));
        rows.add(1100, row("x".repeat(513), "7", null));
        run("refusing", rows, Letters.delivery());
        assertThat(search.documents("refusing")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Letters.sent()).containsExactlyInAnyOrder(
                "mapper_parsing_exception: failed to parse field [plays] of type [long] in document with id 'wrong'"
                        + " <- {\"$id\":\"wrong\",\"plays\":\"seven\",\"title\":null}",
                "mapper_parsing_exception: failed to parse field [title] of type [boolean] in document with id 'second'"
                        + " <- {\"$id\":\"second\",\"plays\":\"7\",\"title\":\"neither\"}",
                "IdTooLong: The id of the document has 513 bytes; 512 are the most. <- {\"$id\":\"" + "x".repeat(32) + "…");
    }

    @Test
    void withoutATargetTheFirstRefusalStopsTheJob() throws Exception {
        create("stopping");
        assertThatThrownBy(() -> run("stopping", List.of(row("a", "seven", null)), null))
                .hasStackTraceContaining("the index 'stopping'")
                .hasStackTraceContaining("mapper_parsing_exception")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("seven"));
    }

    private static void create(String index) throws Exception {
        search.call("PUT", "/" + index, "{\"mappings\":{\"properties\":{\"plays\":{\"type\":\"long\"},\"title\":{\"type\":\"boolean\"}}}}");
    }

    private static RowData row(String id, String plays, String title) {
        return GenericRowData.of(
                StringData.fromString(id), StringData.fromString(plays), title == null ? null : StringData.fromString(title));
    }

    private static void run(String index, List<RowData> rows, Delivery<?> letters) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        IndexPlace place = new IndexPlace(new AwsAccess("us-east-1", search.endpoint()), Credentials.of("sigv4"), index);
        OpenSearchWriting writing = new OpenSearchWriting(place, TYPE, new int[] {0}, null);
        env.fromData(InternalTypeInfo.of(TYPE), rows.toArray(new RowData[0]))
                .sinkTo(new BatchingSink(index, "p", writing.delivery(index), letters));
        env.execute();
    }
}

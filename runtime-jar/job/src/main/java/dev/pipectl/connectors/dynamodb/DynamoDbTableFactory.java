package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.deadletters.OutputSink;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.types.logical.RowType;

/** Makes tables that upsert rows into a DynamoDB table by its primary key. */
public final class DynamoDbTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-dynamodb";

    /** What becomes of columns without a value. */
    enum Nulls { SKIP, WRITE }

    static final ConfigOption<String> TABLE = ConfigOptions.key("table")
            .stringType().noDefaultValue()
            .withDescription("The name of the DynamoDB table.");
    private static final ConfigOption<Nulls> NULLS = ConfigOptions.key("nulls")
            .enumType(Nulls.class).defaultValue(Nulls.SKIP)
            .withDescription("Whether columns without a value are left out of the item or there with DynamoDB's NULL.");
    private static final ConfigOption<String> ONLY_IF_NEWER = ConfigOptions.key("only-if-newer")
            .stringType().noDefaultValue()
            .withDescription("The column that says which row is newer: a row does not replace an item with more in it.");
    private static final ConfigOption<String> TIME_TO_LIVE = ConfigOptions.key("time-to-live")
            .stringType().noDefaultValue()
            .withDescription("The column by which the table lets items go; for whoever makes the table.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, TABLE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return TableOptions.union(OutputSink.optional(), Set.of(NULLS, ONLY_IF_NEWER, TIME_TO_LIVE));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(this, context, requiredOptions(), optionalOptions());
        int[] key = context.getPrimaryKeyIndexes();
        if (key.length < 1 || key.length > 2) {
            throw new ValidationException("A table of 'pipectl-dynamodb' needs a PRIMARY KEY of one or two columns: "
                    + "the partition key and the sort key.");
        }
        DynamoDbWriting writing = new DynamoDbWriting(
                AwsAccess.of(options),
                options.get(TABLE),
                (RowType) context.getPhysicalRowDataType().getLogicalType(),
                key,
                options.get(NULLS) == Nulls.WRITE,
                options.get(ONLY_IF_NEWER));
        try {
            // What can't be written is said when the statement is planned.
            writing.rows();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        String output = options.get(SinkOptions.OUTPUT);
        return new SinkTable(ChangelogMode.upsert(), () -> OutputSink.of(options, writing.delivery(output)));
    }
}

package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.UnwrittenSink;
import dev.pipectl.connectors.aws.AwsOptions;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/** Makes tables that upsert rows into a DynamoDB table by its primary key. */
public final class DynamoDbTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-dynamodb";

    private static final ConfigOption<String> TABLE = ConfigOptions.key("table")
            .stringType().noDefaultValue()
            .withDescription("The name of the DynamoDB table.");

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
        return AwsOptions.optional();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        TableOptions.read(this, context, requiredOptions(), optionalOptions());
        int keys = context.getPrimaryKeyIndexes().length;
        if (keys < 1 || keys > 2) {
            throw new ValidationException("A table of 'pipectl-dynamodb' needs a PRIMARY KEY of one or two columns: "
                    + "the partition key and the sort key.");
        }
        return new SinkTable(ChangelogMode.upsert(), () -> new UnwrittenSink(IDENTIFIER));
    }
}

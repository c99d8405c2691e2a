package dev.pipectl.connectors.sqs;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.UnwrittenSink;
import dev.pipectl.connectors.aws.AwsOptions;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/** Makes tables that write rows to an SQS queue, one JSON message a row. */
public final class SqsTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-sqs";

    private static final ConfigOption<String> QUEUE = ConfigOptions.key("queue")
            .stringType().noDefaultValue()
            .withDescription("The name or URL of the queue.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, QUEUE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return AwsOptions.optional();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        TableOptions.read(this, context, requiredOptions(), optionalOptions());
        return new SinkTable(ChangelogMode.insertOnly(), () -> new UnwrittenSink(IDENTIFIER));
    }
}

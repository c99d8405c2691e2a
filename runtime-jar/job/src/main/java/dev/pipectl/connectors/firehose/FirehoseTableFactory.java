package dev.pipectl.connectors.firehose;

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

/** Makes tables that write rows to a Firehose delivery stream, as JSON lines. */
public final class FirehoseTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-firehose";

    private static final ConfigOption<String> DELIVERY_STREAM = ConfigOptions.key("delivery-stream")
            .stringType().noDefaultValue()
            .withDescription("The name of the delivery stream.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, DELIVERY_STREAM);
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

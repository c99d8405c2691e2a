package dev.pipectl.connectors.firehose;

import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.deadletters.OutputSink;
import dev.pipectl.connectors.sink.Delivery;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;

/** Makes tables that write rows to a Firehose delivery stream, as JSON lines. */
public final class FirehoseTableFactory implements DynamicTableSinkFactory {
    private static final ConfigOption<String> DELIVERY_STREAM = ConfigOptions.key("delivery-stream")
            .stringType().noDefaultValue()
            .withDescription("The name of the delivery stream.");
    private static final ConfigOption<String> PARTITION_BY = ConfigOptions.key("partition-by")
            .stringType().noDefaultValue()
            .withDescription("The column whose hour is a row's folder in the lake; for whoever makes the delivery stream.");

    @Override
    public String factoryIdentifier() {
        return "pipectl-firehose";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return TableOptions.union(OutputSink.required(), Set.of(DELIVERY_STREAM));
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return TableOptions.union(OutputSink.optional(), Set.of(PARTITION_BY));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(this, context, requiredOptions(), optionalOptions());
        Delivery<?> delivery = DeliveryStream.delivery(
                options.get(DELIVERY_STREAM), AwsAccess.of(options), OutputSink.jsonRow(context));
        return new SinkTable(ChangelogMode.insertOnly(), () -> OutputSink.of(options, delivery));
    }
}

package dev.pipectl.connectors.opensearch;

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

/** Makes tables that write rows to an OpenSearch index; with a primary key they upsert by document id. */
public final class OpenSearchTableFactory implements DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-opensearch";

    private static final ConfigOption<String> INDEX = ConfigOptions.key("index")
            .stringType().noDefaultValue()
            .withDescription("The name of the index.");

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, INDEX);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return AwsOptions.optional();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        TableOptions.read(this, context, requiredOptions(), optionalOptions());
        boolean keyed = context.getPrimaryKeyIndexes().length > 0;
        return new SinkTable(
                keyed ? ChangelogMode.upsert() : ChangelogMode.insertOnly(), () -> new UnwrittenSink(IDENTIFIER));
    }
}

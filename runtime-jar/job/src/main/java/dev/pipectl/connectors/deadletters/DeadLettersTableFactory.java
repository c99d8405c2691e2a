package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.SinkOptions;
import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsOptions;
import dev.pipectl.connectors.sink.BatchingSink;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.LetterRow;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.types.logical.LogicalType;

/** Makes tables that write dead letters to a queue, a stream or a bucket. */
public final class DeadLettersTableFactory implements DynamicTableSinkFactory {
    private static final ConfigOption<String> TARGET = ConfigOptions.key("target")
            .stringType().noDefaultValue()
            .withDescription("Where the letters go: sqs:<queue name or URL>, kinesis:<stream> or s3:<bucket>/<prefix>; "
                    + "a bare name is a queue.");

    @Override
    public String factoryIdentifier() {
        return "pipectl-dead-letters";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(SinkOptions.OUTPUT, TARGET);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return AwsOptions.optional();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(this, context, requiredOptions(), optionalOptions());
        LogicalType type = context.getPhysicalRowDataType().getLogicalType();
        if (!LetterRow.TYPE.copy(type.isNullable()).equals(type)) {
            throw new ValidationException("A table of 'pipectl-dead-letters' has the columns of a letter: "
                    + LetterRow.TYPE.asSummaryString() + '.');
        }
        Delivery<?> delivery =
                DeadLetterTarget.delivery(options.get(TARGET), LetterRow.REASONS_OF_RECORDS, AwsAccess.of(options));
        // A letter that is refused has nowhere else to go.
        return new SinkTable(ChangelogMode.insertOnly(), () ->
                new BatchingSink(options.get(SinkOptions.OUTPUT), "", delivery, null));
    }
}

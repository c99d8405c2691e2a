package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.SinkTable;
import dev.pipectl.connectors.SourceOptions;
import dev.pipectl.connectors.SourceSpec;
import dev.pipectl.connectors.SourceTable;
import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsOptions;
import dev.pipectl.connectors.deadletters.OutputSink;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.Delivery;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.types.logical.RowType;

/** Makes tables that read records from a Kinesis stream, or write rows to one. */
public final class KinesisTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    private static final String IDENTIFIER = "pipectl-kinesis";
    private static final int MIB = 1024 * 1024;
    private static final BatchLimits BATCHES = new BatchLimits(500, 10 * MIB, MIB, Duration.ofMillis(500));

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ReadOptions.STREAM);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return TableOptions.union(
                SourceOptions.required(), SourceOptions.optional(), AwsOptions.optional(), ReadOptions.optional(),
                OutputSink.required(), OutputSink.optional());
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        ReadableConfig options = TableOptions.read(
                this, context,
                TableOptions.union(SourceOptions.required(), Set.of(ReadOptions.STREAM)),
                TableOptions.union(SourceOptions.optional(), AwsOptions.optional(), ReadOptions.optional()));
        ReadOptions reading = ReadOptions.of(options);
        return new SourceTable(
                SourceSpec.of(options, context), (spec, watermarks) -> new KinesisSource(spec, watermarks, reading));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        ReadableConfig options = TableOptions.read(
                this, context, TableOptions.union(OutputSink.required(), Set.of(ReadOptions.STREAM)), OutputSink.optional());
        String stream = options.get(ReadOptions.STREAM);
        AwsAccess access = AwsAccess.of(options);
        RowType type = StreamRowMaker.checked(OutputSink.jsonRow(context));
        // Rows of one partition key keep their order.
        Delivery<StreamRow> delivery = Delivery.inTurn(
                group -> new StreamRowMaker(type),
                () -> new StreamRecords<>(stream, access, StreamRow::partitionKey, StreamRow::data), BATCHES);
        return new SinkTable(ChangelogMode.insertOnly(), () -> OutputSink.of(options, delivery));
    }
}

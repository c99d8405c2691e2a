package dev.pipectl.job;

import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.types.Row;

/** The connector {@code test-collect}: keeps rows in {@link TestRows}; with a primary key it takes upserts. */
public final class TestSinkFactory implements DynamicTableSinkFactory {
    private static final ConfigOption<String> ROWS = ConfigOptions.key("rows").stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return "test-collect";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(ROWS);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        boolean keyed = context.getPrimaryKeyIndexes().length > 0;
        return new TestSink(helper.getOptions().get(ROWS), keyed, context.getPhysicalRowDataType());
    }

    private record TestSink(String name, boolean keyed, org.apache.flink.table.types.DataType type)
            implements DynamicTableSink {
        @Override
        public ChangelogMode getChangelogMode(ChangelogMode requested) {
            return keyed ? ChangelogMode.upsert() : ChangelogMode.insertOnly();
        }

        @Override
        public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
            DataStructureConverter converter = context.createDataStructureConverter(type);
            return SinkV2Provider.of(new CollectingSink(name, converter));
        }

        @Override
        public DynamicTableSink copy() {
            return this;
        }

        @Override
        public String asSummaryString() {
            return "test-collect";
        }
    }

    private record CollectingSink(String name, DynamicTableSink.DataStructureConverter converter)
            implements Sink<RowData> {
        @Override
        public SinkWriter<RowData> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(RowData row, Context context) {
                    Row external = (Row) converter.toExternal(row);
                    external.setKind(row.getRowKind());
                    TestRows.output(name).add(external);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}

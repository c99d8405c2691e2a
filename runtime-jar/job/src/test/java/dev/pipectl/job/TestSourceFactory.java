package dev.pipectl.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** The connector {@code test-rows}: {@link TestRows#INPUTS}, with a watermark after every row and the metadata of pipectl's sources. */
public final class TestSourceFactory implements DynamicTableSourceFactory {
    static final ConfigOption<String> ROWS = ConfigOptions.key("rows").stringType().noDefaultValue();

    @Override
    public String factoryIdentifier() {
        return "test-rows";
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
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        return new TestSource(helper.getOptions().get(ROWS), context.getPhysicalRowDataType());
    }

    private static final class TestSource
            implements ScanTableSource, SupportsReadingMetadata, SupportsWatermarkPushDown {
        private static final DataType ORIGIN = DataTypes.ROW(
                DataTypes.FIELD("source", DataTypes.STRING()),
                DataTypes.FIELD("shard", DataTypes.STRING()),
                DataTypes.FIELD("sequence", DataTypes.STRING()),
                DataTypes.FIELD("arrivalTime", DataTypes.TIMESTAMP_LTZ(3)),
                DataTypes.FIELD("record", DataTypes.STRING()),
                DataTypes.FIELD("encoding", DataTypes.STRING()),
                DataTypes.FIELD("reason", DataTypes.STRING()),
                DataTypes.FIELD("detail", DataTypes.STRING()));

        private final String rows;
        private final DataType physical;
        private DataType produced;
        private List<String> metadata = List.of();
        private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

        TestSource(String rows, DataType physical) {
            this.rows = rows;
            this.physical = physical;
            this.produced = physical;
        }

        @Override
        public ChangelogMode getChangelogMode() {
            return ChangelogMode.insertOnly();
        }

        @Override
        public Map<String, DataType> listReadableMetadata() {
            Map<String, DataType> keys = new LinkedHashMap<>();
            keys.put("event-time", DataTypes.TIMESTAMP_LTZ(3));
            keys.put("origin", ORIGIN);
            return keys;
        }

        @Override
        public void applyReadableMetadata(List<String> keys, DataType producedType) {
            metadata = keys;
            produced = producedType;
        }

        @Override
        public void applyWatermark(WatermarkStrategy<RowData> strategy) {
            watermarks = strategy;
        }

        @Override
        public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
            int columns = DataType.getFieldCount(physical);
            int[] selected = new int[columns + metadata.size()];
            for (int index = 0; index < selected.length; index++) {
                selected[index] = index < columns ? index : columns + (metadata.get(index - columns).equals("origin") ? 1 : 0);
            }
            InternalTypeInfo<RowData> type = InternalTypeInfo.of((RowType) produced.getLogicalType());
            WatermarkStrategy<RowData> strategy = afterEveryRow(watermarks);
            return new DataStreamScanProvider() {
                @Override
                public DataStream<RowData> produceDataStream(ProviderContext provider, StreamExecutionEnvironment env) {
                    int count = TestRows.INPUTS.get(rows).size();
                    var source = new DataGeneratorSource<>(new Rows(rows, selected, count, env.getParallelism()), count, type);
                    var stream = env.fromSource(source, strategy, "rows", type);
                    provider.generateUid("source").ifPresent(stream::uid);
                    return stream;
                }

                @Override
                public boolean isBounded() {
                    return true;
                }
            };
        }

        @Override
        public DynamicTableSource copy() {
            TestSource copy = new TestSource(rows, physical);
            copy.produced = produced;
            copy.metadata = metadata;
            copy.watermarks = watermarks;
            return copy;
        }

        @Override
        public String asSummaryString() {
            return "test-rows";
        }
    }

    /** Several readers take turns through the rows; each waits until all have some, or the first could take them all. */
    private static final class Rows implements GeneratorFunction<Long, RowData> {
        private static final long serialVersionUID = 1L;
        /** The readers of each source that have no rows yet. */
        private static final Map<UUID, CountDownLatch> MISSING = new ConcurrentHashMap<>();

        private final UUID source = UUID.randomUUID();
        private final String name;
        private final int[] selected;
        private final int count;
        private final int readers;
        private transient boolean begun;

        Rows(String name, int[] selected, int count, int readers) {
            this.name = name;
            this.selected = selected;
            this.count = count;
            this.readers = readers;
        }

        @Override
        public RowData map(Long index) throws InterruptedException {
            if (!begun) {
                begun = true;
                CountDownLatch missing = MISSING.computeIfAbsent(source, key -> new CountDownLatch(Math.min(readers, count)));
                missing.countDown();
                missing.await();
            }
            GenericRowData all = (GenericRowData) TestRows.input(name, turn(index));
            GenericRowData row = new GenericRowData(selected.length);
            for (int column = 0; column < selected.length; column++) {
                row.setField(column, all.getField(selected[column]));
            }
            return row;
        }

        /** The first readers have one more where the rows do not divide; each has a range of indices, and every n-th row. */
        private long turn(long index) {
            long share = count / readers;
            long longer = count % readers;
            long inLonger = longer * (share + 1);
            return index < inLonger
                    ? index % (share + 1) * readers + index / (share + 1)
                    : (index - inLonger) % share * readers + longer + (index - inLonger) / share;
        }
    }

    private static WatermarkStrategy<RowData> afterEveryRow(WatermarkStrategy<RowData> strategy) {
        return WatermarkStrategy.forGenerator(context -> {
            WatermarkGenerator<RowData> generator = strategy.createWatermarkGenerator(context);
            return new WatermarkGenerator<RowData>() {
                @Override
                public void onEvent(RowData row, long timestamp, WatermarkOutput output) {
                    generator.onEvent(row, timestamp, output);
                    generator.onPeriodicEmit(output);
                }

                @Override
                public void onPeriodicEmit(WatermarkOutput output) {}
            };
        });
    }
}

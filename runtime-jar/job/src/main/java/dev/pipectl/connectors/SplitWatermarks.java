package dev.pipectl.connectors;

import java.util.function.Supplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;

/** Makes a watermark generator for each split of a reader, since the planner hands the strategy to the source alone. */
public final class SplitWatermarks {
    private SplitWatermarks() {}

    /** The generators of a reader. */
    public static Supplier<WatermarkGenerator<RowData>> generators(
            WatermarkStrategy<RowData> watermarks, SourceReaderContext reader) {
        WatermarkGeneratorSupplier.Context context = new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return reader.metricGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return SystemClock.getInstance();
            }
        };
        return () -> watermarks.createWatermarkGenerator(context);
    }
}

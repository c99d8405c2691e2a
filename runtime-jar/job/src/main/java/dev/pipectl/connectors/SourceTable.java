package dev.pipectl.connectors;

import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * A source of records; all have the same abilities and hidden columns, so that a plan made for one loads with another.
 *
 * <p>The hidden columns are ordinary ones, not metadata: Flink puts a projection behind a scan with metadata columns,
 * and each projection copies every string of a row.
 */
public final class SourceTable implements ScanTableSource, SupportsWatermarkPushDown {
    /** The row time, epoch 0 where the record was not accepted. */
    public static final String TIME = "$time";
    /** Where a record came from, and what is wrong with it. */
    public static final String ORIGIN = "$origin";

    static final Map<String, DataType> HIDDEN = Map.of(TIME, DataTypes.TIMESTAMP_LTZ(3), ORIGIN, OriginRow.TYPE);

    /** Makes the source that reads; watermarks are its own work, for the planner hands no strategy to it. */
    public interface Reading {
        /** The source for a specification and the table's watermarks. */
        Source<RowData, ?, ?> source(SourceSpec spec, WatermarkStrategy<RowData> watermarks);
    }

    private final SourceSpec spec;
    private final Reading reading;
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

    /** A table that is read in the given way. */
    public SourceTable(SourceSpec spec, Reading reading) {
        this.spec = spec;
        this.reading = reading;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> watermarkStrategy) {
        watermarks = watermarkStrategy;
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext runtimeProviderContext) {
        return SourceProvider.of(reading.source(spec, watermarks));
    }

    @Override
    public DynamicTableSource copy() {
        SourceTable copy = new SourceTable(spec, reading);
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "pipectl source";
    }
}

package dev.pipectl.connectors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A source of records; all have the same abilities and metadata, so that a plan made for one loads with another. */
public final class SourceTable implements ScanTableSource, SupportsReadingMetadata, SupportsWatermarkPushDown {
    /** The metadata key of the row time. */
    public static final String EVENT_TIME = "event-time";
    /** The metadata key of where a record came from. */
    public static final String ORIGIN = "origin";

    /** Makes the source that reads; watermarks are its own work, for the planner hands no strategy to it. */
    public interface Reading {
        /** The source for a specification and the table's watermarks. */
        Source<RowData, ?, ?> source(SourceSpec spec, WatermarkStrategy<RowData> watermarks);
    }

    private final Reading reading;
    private SourceSpec spec;
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
    public Map<String, DataType> listReadableMetadata() {
        Map<String, DataType> metadata = new LinkedHashMap<>();
        metadata.put(EVENT_TIME, DataTypes.TIMESTAMP_LTZ(3));
        metadata.put(ORIGIN, OriginRow.TYPE);
        return metadata;
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType producedDataType) {
        spec = spec.withMetadata(keys);
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

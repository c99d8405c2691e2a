package dev.pipectl.connectors;

import java.util.function.Supplier;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.SinkV2Provider;
import org.apache.flink.table.data.RowData;

/** A sink of rows with a fixed changelog mode, so that a plan made for one loads with another of the same mode. */
public final class SinkTable implements DynamicTableSink {
    private final ChangelogMode mode;
    private final Supplier<Sink<RowData>> sink;

    /** A table that is written in the given way. */
    public SinkTable(ChangelogMode mode, Supplier<Sink<RowData>> sink) {
        this.mode = mode;
        this.sink = sink;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
        return mode;
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return SinkV2Provider.of(sink.get());
    }

    @Override
    public DynamicTableSink copy() {
        return new SinkTable(mode, sink);
    }

    @Override
    public String asSummaryString() {
        return "pipectl sink";
    }
}

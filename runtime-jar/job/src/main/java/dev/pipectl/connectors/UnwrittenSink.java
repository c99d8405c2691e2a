package dev.pipectl.connectors;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/** A sink that can be planned but not run: it says so when it is opened. */
public final class UnwrittenSink implements Sink<RowData> {
    private static final long serialVersionUID = 1L;

    private final String connector;

    /** The stand-in for a connector's sink. */
    public UnwrittenSink(String connector) {
        this.connector = connector;
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        throw UnwrittenSource.unwritten(connector, "write");
    }
}

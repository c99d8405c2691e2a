package dev.pipectl.connectors;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** A source that can be planned but not run: it says so when it is opened. */
public final class UnwrittenSource implements Source<RowData, SourceSplit, Void> {
    private static final long serialVersionUID = 1L;

    private final String connector;

    /** The stand-in for a connector's source. */
    public UnwrittenSource(String connector) {
        this.connector = connector;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> createEnumerator(SplitEnumeratorContext<SourceSplit> context) {
        throw unwritten();
    }

    @Override
    public SplitEnumerator<SourceSplit, Void> restoreEnumerator(
            SplitEnumeratorContext<SourceSplit> context, Void checkpoint) {
        throw unwritten();
    }

    @Override
    public SourceReader<RowData, SourceSplit> createReader(SourceReaderContext readerContext) {
        throw unwritten();
    }

    @Override
    public SimpleVersionedSerializer<SourceSplit> getSplitSerializer() {
        return new UnwrittenSerializer<>(connector);
    }

    @Override
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new UnwrittenSerializer<>(connector);
    }

    private UnsupportedOperationException unwritten() {
        return unwritten(connector, "read");
    }

    static UnsupportedOperationException unwritten(String connector, String what) {
        return new UnsupportedOperationException("This version of pipectl can plan '" + connector + "' but not " + what
                + " with it yet; bind the table to 'pipectl-files' to run the pipeline on files.");
    }
}

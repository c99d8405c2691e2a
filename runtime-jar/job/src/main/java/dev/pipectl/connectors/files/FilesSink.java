package dev.pipectl.connectors.files;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Writes rows to files of JSON lines, one per subtask. */
final class FilesSink implements Sink<RowData> {
    private static final long serialVersionUID = 1L;

    private final String output;
    private final String directory;
    private final boolean changes;
    private final RowType type;
    private final int[] key;

    FilesSink(String output, String directory, boolean changes, RowType type, int[] key) {
        this.output = output;
        this.directory = directory;
        this.changes = changes;
        this.type = type;
        this.key = key;
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
        OutputFiles files = new OutputFiles(directory, output, context);
        return changes ? new ChangesWriter(files, type, key) : new RowsWriter(files, type);
    }
}

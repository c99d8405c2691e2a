package dev.pipectl.connectors.files;

import dev.pipectl.connectors.lookup.Finder;
import dev.pipectl.connectors.lookup.LookupSpec;
import dev.pipectl.json.RecordDecoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/** Finds rows in files of JSON lines, which are read whole when a subtask starts; of lines with one key the last counts. */
final class FileFinder implements Finder {
    private static final long serialVersionUID = 1L;

    private final LookupSpec spec;
    private final List<String> paths;
    private transient Map<List<Object>, RowData> rows;

    FileFinder(LookupSpec spec, List<String> paths) {
        this.spec = spec;
        this.paths = List.copyOf(paths);
    }

    @Override
    public void open(MetricGroup group) throws IOException {
        rows = new HashMap<>();
        for (String path : paths) {
            read(path);
        }
    }

    private void read(String path) throws IOException {
        RecordDecoder decoder = new RecordDecoder(spec.decoder());
        RowData.FieldGetter[] key = Arrays.stream(spec.key())
                .mapToObj(column -> RowData.createFieldGetter(spec.type().getTypeAt(column), column))
                .toArray(RowData.FieldGetter[]::new);
        try (LineReader lines = new LineReader(path, 0, 0)) {
            while (lines.advance(true)) {
                GenericRowData row = new GenericRowData(spec.type().getFieldCount());
                if (!decoder.decode(lines.bytes(), lines.start(), lines.end(), RecordDecoder.NO_ARRIVAL, row)) {
                    throw new IOException("Line " + lines.line() + " of " + path + " is no row of the table that '" + spec.stage()
                            + "' looks up in: " + decoder.detail());
                }
                rows.put(Arrays.stream(key).map(part -> part.getFieldOrNull(row)).toList(), row);
            }
        }
    }

    @Override
    public CompletableFuture<RowData> find(Object[] key) {
        return CompletableFuture.completedFuture(rows.get(Arrays.asList(key)));
    }

    @Override
    public void close() {
        rows = null;
    }
}

package dev.pipectl.connectors.files;

import dev.pipectl.connectors.RowMaker;
import dev.pipectl.connectors.SourceSpec;
import dev.pipectl.connectors.SplitWatermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;

/** Reads files of JSON lines, each file in order. */
final class FilesSource implements Source<RowData, FileSplit, Assignment> {
    private static final long serialVersionUID = 1L;

    private final SourceSpec spec;
    private final WatermarkStrategy<RowData> watermarks;
    private final List<String> paths;
    private final boolean follow;

    FilesSource(SourceSpec spec, WatermarkStrategy<RowData> watermarks, List<String> paths, boolean follow) {
        this.spec = spec;
        this.watermarks = watermarks;
        this.paths = List.copyOf(paths);
        this.follow = follow;
    }

    @Override
    public Boundedness getBoundedness() {
        return follow ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<FileSplit, Assignment> createEnumerator(SplitEnumeratorContext<FileSplit> context) {
        return restoreEnumerator(context, new Assignment(Set.of(), List.of()));
    }

    @Override
    public SplitEnumerator<FileSplit, Assignment> restoreEnumerator(
            SplitEnumeratorContext<FileSplit> context, Assignment checkpoint) {
        return new FilesEnumerator(context, FileNames.splits(paths), checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<FileSplit> getSplitSerializer() {
        return new FileSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Assignment> getEnumeratorCheckpointSerializer() {
        return new AssignmentSerializer();
    }

    @Override
    public SourceReader<RowData, FileSplit> createReader(SourceReaderContext context) {
        return new FilesReader(
                context,
                new RowMaker(spec, context.metricGroup()),
                SplitWatermarks.generators(watermarks, context),
                paths,
                follow);
    }
}

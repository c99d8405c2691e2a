package dev.pipectl.connectors.files;

import dev.pipectl.metrics.StageCounters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;

/** The files and counters of one subtask of an output. */
final class OutputFiles {
    private final Path directory;
    private final String prefix;
    private final boolean resumed;
    private final Counter in;
    private final Counter written;

    OutputFiles(String directory, String output, WriterInitContext context) throws IOException {
        this.directory = Files.createDirectories(Path.of(directory));
        this.prefix = output + '.' + context.getTaskInfo().getIndexOfThisSubtask();
        this.resumed = context.getRestoredCheckpointId().isPresent();
        StageCounters counters = StageCounters.of(context.metricGroup());
        in = counters.counter(output, "in");
        written = counters.counter(output, "written");
    }

    /** Opens a file: from its beginning in a fresh run, at its end in one that goes on from a checkpoint. */
    OutputStream open(String suffix) throws IOException {
        return Files.newOutputStream(
                path(suffix),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    }

    Path path(String suffix) {
        return directory.resolve(prefix + suffix);
    }

    Counter in() {
        return in;
    }

    Counter written() {
        return written;
    }
}

package dev.pipectl.connectors.files;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Gives the files to the readers in turn, the same files to the same readers in every run. A reader asks once, and the answer is
 * the only thing that it is ever sent: words to a reader that has just failed would hide why it did.
 */
final class FilesEnumerator implements SplitEnumerator<FileSplit, Assignment> {
    private final SplitEnumeratorContext<FileSplit> context;
    private final List<FileSplit> files;
    private final Set<String> given;
    private final List<FileSplit> waiting;

    FilesEnumerator(SplitEnumeratorContext<FileSplit> context, List<FileSplit> files, Assignment restored) {
        this.context = context;
        this.files = files;
        this.given = new TreeSet<>(restored.given());
        this.waiting = new ArrayList<>();
        for (FileSplit split : restored.waiting()) {
            if (index(split.splitId()) >= 0) {
                waiting.add(split);
            }
        }
        for (FileSplit file : files) {
            if (!given.contains(file.splitId()) && waiting.stream().noneMatch(s -> s.splitId().equals(file.splitId()))) {
                waiting.add(file);
            }
        }
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, String host) {
        if (!assign(subtask)) {
            context.signalNoMoreSplits(subtask);
        }
    }

    @Override
    public void addSplitsBack(List<FileSplit> splits, int subtask) {
        for (FileSplit split : splits) {
            given.remove(split.splitId());
            waiting.add(split);
        }
    }

    @Override
    public void addReader(int subtask) {}

    private boolean assign(int subtask) {
        List<FileSplit> own = new ArrayList<>();
        for (Iterator<FileSplit> i = waiting.iterator(); i.hasNext(); ) {
            FileSplit split = i.next();
            if (index(split.splitId()) % context.currentParallelism() == subtask) {
                own.add(split);
                given.add(split.splitId());
                i.remove();
            }
        }
        if (!own.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(Map.of(subtask, own)));
        }
        return !own.isEmpty();
    }

    private int index(String splitId) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).splitId().equals(splitId)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Assignment snapshotState(long checkpointId) {
        return new Assignment(new TreeSet<>(given), new ArrayList<>(waiting));
    }

    @Override
    public void close() {}
}

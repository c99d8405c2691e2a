package dev.pipectl.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is sent to a task that has just failed makes a failure of its own, which Flink then takes for the job's. So a reader is sent
 * one answer, and reads nothing before.
 */
class OneAnswerTest {
    @TempDir
    Path dir;

    private final List<String> calls = new ArrayList<>();

    /** Notes which of its methods were called, but those that only ask. */
    private <T> T noting(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            switch (method.getName()) {
                case "metricGroup":
                    return UnregisteredMetricsGroup.createSourceReaderMetricGroup();
                case "currentParallelism":
                    return 2;
                default:
                    calls.add(method.getName());
                    return null;
            }
        }));
    }

    @Test
    @SuppressWarnings("unchecked")
    void anEnumeratorAnswersOnce() {
        FileSplit only = FileSplit.unread("0", "a.jsonl", "a");
        SplitEnumeratorContext<FileSplit> context = noting(SplitEnumeratorContext.class);
        FilesEnumerator enumerator = new FilesEnumerator(context, List.of(only), new Assignment(Set.of(), List.of()));
        enumerator.handleSplitRequest(0, "here");
        assertThat(calls).containsExactly("assignSplits");
        enumerator.handleSplitRequest(1, "here");
        assertThat(calls).containsExactly("assignSplits", "signalNoMoreSplits");
    }

    @Test
    void aReaderAsksOnceAndWaitsForTheAnswer() throws Exception {
        Path file = Files.writeString(dir.resolve("a.jsonl"), "{}\n");
        FilesReader reader = new FilesReader(
                noting(SourceReaderContext.class), null, () -> null, List.of(file.toString()), false);
        reader.start();
        assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isNotDone();
        reader.addSplits(List.of(FileSplit.unread("0", file.toString(), "a")));
        assertThat(reader.isAvailable()).isDone();
        assertThat(calls).containsExactly("sendSplitRequest");
        reader.close();
    }

    @Test
    void whatIsRestoredIsNoAnswer() throws Exception {
        Path file = Files.writeString(dir.resolve("a.jsonl"), "{}\n");
        FilesReader reader = new FilesReader(
                noting(SourceReaderContext.class), null, () -> null, List.of(file.toString()), false);
        reader.addSplits(List.of(FileSplit.unread("0", file.toString(), "a")));
        reader.start();
        assertThat(reader.pollNext(null)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        reader.notifyNoMoreSplits();
        assertThat(reader.isAvailable()).isDone();
        reader.close();
    }
}

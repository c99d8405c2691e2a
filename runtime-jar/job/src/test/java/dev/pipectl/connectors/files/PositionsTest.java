package dev.pipectl.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PositionsTest {
    private static final FileSplit HALF = FileSplit.unread("/in/ü.jsonl", "/in/ü.jsonl", "ü.jsonl").at(1L << 40, 77, -5);

    @Test
    void survivesACheckpoint() throws Exception {
        FileSplitSerializer splits = new FileSplitSerializer();
        assertThat(splits.deserialize(splits.getVersion(), splits.serialize(HALF))).isEqualTo(HALF);
        AssignmentSerializer assignments = new AssignmentSerializer();
        Assignment assignment = new Assignment(new TreeSet<>(Set.of("a", "b")), List.of(HALF));
        assertThat(assignments.deserialize(assignments.getVersion(), assignments.serialize(assignment))).isEqualTo(assignment);
        assertThatThrownBy(() -> splits.deserialize(2, splits.serialize(HALF))).isInstanceOf(IOException.class).hasMessageContaining("another version");
    }

    @Test
    void tellsFilesOfOneNameApart() {
        List<FileSplit> splits = FileNames.splits(List.of("/a/x.jsonl", "/b/x.jsonl", "/a/x.jsonl", "/c/y.jsonl"));
        assertThat(splits).extracting(FileSplit::splitId).containsExactly("/a/x.jsonl", "/b/x.jsonl", "/a/x.jsonl#2", "/c/y.jsonl");
        assertThat(splits).extracting(FileSplit::shard).containsExactly("x.jsonl", "x.jsonl#2", "x.jsonl#3", "y.jsonl");
    }
}

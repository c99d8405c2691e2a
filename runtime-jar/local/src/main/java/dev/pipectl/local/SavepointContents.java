package dev.pipectl.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** Which operators have state in a savepoint, and how much: its table of contents, without the state itself. */
final class SavepointContents {
    private SavepointContents() {}

    static ObjectNode of(String savepoint) throws IOException {
        Path folder = savepoint.startsWith("file:") ? Path.of(URI.create(savepoint)) : Path.of(savepoint);
        CheckpointMetadata metadata;
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(folder.resolve("_metadata"))))) {
            metadata = Checkpoints.loadCheckpointMetadata(in, SavepointContents.class.getClassLoader(), savepoint);
        }
        ObjectNode contents = Json.object();
        ArrayNode operators = contents.putArray("operators");
        for (OperatorState operator : metadata.getOperatorStates()) {
            operators.add(describe(operator));
        }
        return contents;
    }

    private static ObjectNode describe(OperatorState operator) {
        boolean coordinated = operator.getCoordinatorState() != null;
        // What Flink asks itself before it refuses a savepoint that an operator is missing for.
        boolean hasState = coordinated || operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
        long bytes = operator.getStateSize() + (coordinated ? operator.getCoordinatorState().getStateSize() : 0);
        return Json.object()
                .put("id", operator.getOperatorID().toHexString())
                .put("uid", operator.getOperatorUid().orElse(null))
                .put("hasState", hasState)
                .put("bytes", bytes)
                .put("maxParallelism", operator.getMaxParallelism());
    }
}

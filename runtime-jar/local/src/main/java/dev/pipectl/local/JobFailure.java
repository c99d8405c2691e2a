package dev.pipectl.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.util.SerializedThrowable;

/** Why a job failed: the root cause's words, the chain of causes from the outside in, and the operators it failed in. */
record JobFailure(String message, List<String> causes, String operator) {
    private static final Pattern COORDINATOR = Pattern.compile("OperatorCoordinator for '(.+?)' \\(operator");

    static JobFailure of(Throwable failure, String operator) {
        List<String> causes = new ArrayList<>();
        String message = null;
        for (Throwable cause : PlannerMessage.chain(failure)) {
            String text = textOf(cause);
            causes.add(nameOf(cause) + (text == null ? "" : ": " + text));
            if (text != null) {
                message = text;
            }
        }
        return new JobFailure(message == null ? causes.get(causes.size() - 1) : message, causes, operator);
    }

    /** Whether it only says that a task had gone, which something else has brought down. */
    boolean isConsequence() {
        return causes.stream().anyMatch(cause -> cause.startsWith("TaskNotRunningException"));
    }

    /** The task that failed, as Flink names it: its operators chained with an arrow. Null when nothing names one. */
    static String operatorOf(AccessExecutionGraph graph, Throwable failure) {
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() == ExecutionState.FAILED) {
                return vertex.getTaskNameWithSubtaskIndex();
            }
        }
        // A coordinator (a source listing its files, say) is no task; Flink names it only in words.
        for (Throwable cause : PlannerMessage.chain(failure)) {
            Matcher coordinator = COORDINATOR.matcher(String.valueOf(cause.getMessage()));
            if (coordinator.find()) {
                return coordinator.group(1);
            }
        }
        return null;
    }

    private static String nameOf(Throwable cause) {
        String name = cause instanceof SerializedThrowable serialized
                ? serialized.getOriginalErrorClassName()
                : cause.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** A SerializedThrowable, and a wrapper made without a message, repeat the class in front of the words. */
    private static String textOf(Throwable cause) {
        String message = cause.getMessage();
        if (message == null) {
            return null;
        }
        if (cause instanceof SerializedThrowable serialized) {
            String name = serialized.getOriginalErrorClassName() + ": ";
            return message.startsWith(name) ? message.substring(name.length()) : message;
        }
        return cause.getCause() != null && message.equals(cause.getCause().toString()) ? null : message;
    }
}

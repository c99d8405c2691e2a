package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.operators.coordination.TaskNotRunningException;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class JobFailureTest {
    @Test
    void theInnermostWordsAreTheMessage() {
        Throwable failure = new FlinkException("outside", new RuntimeException(new IllegalStateException("inside")));
        JobFailure said = JobFailure.of(new SerializedThrowable(failure), "Source: source.playback[1]");
        assertThat(said.message()).isEqualTo("inside");
        assertThat(said.causes()).first().isEqualTo("FlinkException: outside");
        assertThat(said.isConsequence()).isFalse();
    }

    @Test
    void thatATaskHadGoneIsNoCause() {
        Throwable lost = new FlinkException("An OperatorEvent was lost.", new TaskNotRunningException("Task is not running, but in state CANCELING"));
        assertThat(JobFailure.of(new SerializedThrowable(lost), null).isConsequence()).isTrue();
    }
}

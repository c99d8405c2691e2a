package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.local.PlannerMessage.Position;
import org.junit.jupiter.api.Test;

/** The texts are Flink 2.2's own. */
class PlannerMessageTest {
    @Test
    void takesTheInnermostWordsAndTheNearestRange() {
        Throwable validator = new RuntimeException("Column 'vv' not found in any table");
        Throwable calcite = new RuntimeException(
                "From line 3, column 3 to line 3, column 6: Column 'vv' not found in any table", validator);
        PlannerMessage message = PlannerMessage.of(
                new RuntimeException("SQL validation failed. SQL validation failed. " + calcite.getMessage(), calcite));
        assertThat(message).isEqualTo(
                new PlannerMessage("Column 'vv' not found in any table", new Position(3, 3, 3, 6)));
    }

    @Test
    void cutsTheListOfExpectedTokens() {
        PlannerMessage message = PlannerMessage.of(new RuntimeException(
                "SQL parse failed. Encountered \"value\" at line 2, column 13.\nWas expecting one of:\n  <QUOTED_STRING> …"));
        assertThat(message).isEqualTo(
                new PlannerMessage("SQL parse failed. Encountered \"value\".", new Position(2, 13, 0, 0)));
    }

    @Test
    void hasNoPositionWhenFlinkGivesNone() {
        String bang = "Bang equal '!=' is not allowed under the current SQL conformance level";
        assertThat(PlannerMessage.of(new RuntimeException(bang))).isEqualTo(new PlannerMessage(bang, null));
    }

    @Test
    void namesTheExceptionWhenNoneSaysAnything() {
        assertThat(PlannerMessage.of(new RuntimeException((String) null, new StackOverflowError())).text())
                .isEqualTo("java.lang.StackOverflowError");
    }

    @Test
    void countsLinesFromTheQueryThatStandsBelowItsHeader() {
        PlannerMessage message = new PlannerMessage("x", new Position(3, 3, 4, 6));
        assertThat(message.linesUp(1).position()).isEqualTo(new Position(2, 3, 3, 6));
        assertThat(message.linesUp(3).position()).isNull();
    }
}

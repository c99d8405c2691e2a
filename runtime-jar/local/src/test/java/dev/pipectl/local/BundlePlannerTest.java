package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.local.BundlePlanner.Answer;
import dev.pipectl.local.BundlePlanner.Mistake;
import dev.pipectl.local.PlannerMessage.Position;
import org.junit.jupiter.api.Test;

class BundlePlannerTest {
    private final BundlePlanner planner = new BundlePlanner(new EmbeddedCluster());

    private Mistake onlyMistake(String bundle) {
        Answer answer = planner.plan(bundle);
        assertThat(answer.plan()).isNull();
        assertThat(answer.mistakes()).hasSize(1);
        return answer.mistakes().get(0);
    }

    @Test
    void givesTheSameBytesWhateverWasPlannedBefore() throws Exception {
        Answer first = planner.plan(Sample.bundle());
        assertThat(first.mistakes()).isEmpty();
        planner.plan(Sample.withSql(Sample.indexOf("view", "totals"), sql -> sql + " HAVING COUNT(*) > 1"));
        assertThat(Json.text(planner.plan(Sample.bundle()).plan())).isEqualTo(Json.text(first.plan()));
    }

    @Test
    void scansTheSourceAndAggregatesTheWindowOnce() throws Exception {
        String plan = Json.text(planner.plan(Sample.bundle()).plan());
        assertThat(plan.split("stream-exec-table-source-scan", -1)).hasSize(2);
        assertThat(plan.split("stream-exec-global-window-aggregate", -1)).hasSize(2);
    }

    @Test
    void keepsBigLiteralsExactThroughJavaScript() throws Exception {
        String bundle = Sample.withSql(
                Sample.indexOf("view", "totals"),
                sql -> sql.replace("COUNT(*) AS `plays`", "COUNT(*) + 9007199254740993 AS `plays`"));
        Answer answer = planner.plan(bundle);
        assertThat(answer.mistakes()).isEmpty();
        assertThat(Json.text(answer.plan())).contains("\"9007199254740993\"");
    }

    @Test
    void pointsIntoTheInsertThatNamesAnUnknownColumn() throws Exception {
        int index = Sample.indexOf("insert", "sink.title-totals");
        Mistake mistake = onlyMistake(Sample.withSql(index, sql -> sql.replace("`plays` FROM", "\n  `playz` FROM")));
        assertThat(mistake.statement()).isEqualTo(index);
        assertThat(mistake.message().text()).isEqualTo("Column 'playz' not found in any table");
        assertThat(mistake.message().position()).isEqualTo(new Position(3, 3, 3, 9));
    }

    @Test
    void pointsIntoTheViewThatNamesAnUnknownColumn() throws Exception {
        int index = Sample.indexOf("view", "totals");
        Mistake mistake = onlyMistake(Sample.withSql(index, sql -> sql.replace("GROUP BY `titleId`", "GROUP BY `title`")));
        assertThat(mistake.statement()).isEqualTo(index);
        assertThat(mistake.message().text()).isEqualTo("Column 'title' not found in any table");
        assertThat(mistake.message().position()).isEqualTo(new Position(4, 10, 4, 16));
    }

    @Test
    void findsTheInsertWhoseRowsDoNotFitItsSink() throws Exception {
        int index = Sample.indexOf("insert", "sink.playback-raw");
        Mistake mistake = onlyMistake(
                Sample.withSql(index, sql -> sql.replace("`watchedSeconds`, `at` FROM", "`kind`, `at` FROM")));
        assertThat(mistake.statement()).isEqualTo(index);
        assertThat(mistake.message().text()).contains("Incompatible types for sink column 'watchedSeconds'");
    }

    @Test
    void findsTheViewThatOnlyCodeGenerationRefuses() throws Exception {
        int index = Sample.indexOf("view", "popularity.filter");
        Mistake mistake = onlyMistake(Sample.withSql(index, sql -> sql.replace("`kind` = 'play'", "`kind` = `watchedSeconds`")));
        assertThat(mistake.statement()).isEqualTo(index);
        assertThat(mistake.message().text()).contains("implicit type conversion between");
        assertThat(mistake.message().position()).isNull();
    }

    @Test
    void reportsEveryWrongInsert() throws Exception {
        String raw = Sample.withSql(Sample.indexOf("insert", "sink.playback-raw"), sql -> sql.replace("`playback`", "`a`"));
        Answer answer = planner.plan(raw.replace("FROM `totals`", "FROM `b`"));
        assertThat(answer.mistakes()).extracting(mistake -> mistake.message().text())
                .containsExactly("Object 'a' not found", "Object 'b' not found");
    }

    @Test
    void blamesNoStatementForABundleThatIsNone() {
        Mistake mistake = onlyMistake("{\"format\": 99}");
        assertThat(mistake.statement()).isEqualTo(-1);
        assertThat(mistake.message().text()).contains("format is 99");
    }
}

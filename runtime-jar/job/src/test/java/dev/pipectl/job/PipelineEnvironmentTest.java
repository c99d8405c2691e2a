package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** Opening a bundle defines it, and says which statement can't be. */
class PipelineEnvironmentTest {
    @Test
    void namesTheStatementThatFlinkRefuses() {
        Bundle bundle = new TestPipeline()
                .source("playback", TestPlayback.COLUMNS)
                .view("playback", "SELECT `nothing` FROM `source.playback`")
                .bundle();
        StatementException refused = catchThrowableOfType(StatementException.class, () -> open(bundle, Map.of()));
        assertThat(refused.index()).isEqualTo(1);
        assertThat(refused.getMessage())
                .startsWith("Flink refuses statement 1 ('playback', from pipeline.ts:1:1): ")
                .contains("'nothing'");
        assertThat(PipelineJob.sentence(refused))
                .startsWith("{\"pipectl\":\"start failed\",\"code\":\"statement-refused\",\"statement\":1,\"name\":\"playback\","
                        + "\"origin\":\"pipeline.ts:1:1\",\"message\":\"");
    }

    @Test
    void replacesTheOptionsOfATableWhole() {
        Bundle bundle = new TestPipeline().source("playback", TestPlayback.COLUMNS).bundle();
        assertThatThrownBy(() -> open(bundle, Map.of("source.other", Map.of())))
                .hasMessage("Options are given for the table 'source.other', which the bundle does not have.");
        PipelineEnvironment opened = open(bundle, Map.of("source.playback", Map.of("connector", "test-rows", "rows", "elsewhere")));
        assertThat(opened.tableEnvironment().executeSql("SHOW CREATE TABLE `source.playback`").collect().next().toString())
                .contains("'rows' = 'elsewhere'")
                .contains("METADATA FROM 'event-time' VIRTUAL");
    }

    @Test
    void putsEachSettingWhereFlinkReadsIt() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
        Bundle bundle = new TestPipeline().source("playback", TestPlayback.COLUMNS).bundle();
        PipelineEnvironment opened = PipelineEnvironment.open(
                env, bundle, Map.of(), Map.of("pipeline.max-parallelism", "77", "table.local-time-zone", "Asia/Tokyo"));
        assertThat(env.getConfiguration().get(PipelineOptions.OBJECT_REUSE)).isTrue();
        assertThat(env.getMaxParallelism()).isEqualTo(77);
        assertThat(opened.tableEnvironment().getConfig().getLocalTimeZone().getId()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void refusesAFunctionThatTheJarDoesNotHave() {
        Bundle bundle = new Bundle(
                "2.2", "p", Map.of(), List.of(new Bundle.Function("PIPECTL_FLY", "Fly")), List.of(), List.of());
        assertThatThrownBy(() -> open(bundle, Map.of()))
                .hasMessage("The function 'PIPECTL_FLY' has the class 'dev.pipectl.functions.Fly', which this runtime does not have.");
    }

    @Test
    void runsOnlyOnTheFlinkItWasCompiledFor() {
        Bundle bundle = new TestPipeline().bundle();
        PipelineJob.requireFlink(bundle, "2.2.0");
        PipelineJob.requireFlink(bundle, "2.2");
        assertThatThrownBy(() -> PipelineJob.requireFlink(bundle, "2.20.0"))
                .hasMessage("The pipeline is compiled for Flink 2.2, and this is Flink 2.20.0.");
    }

    private static PipelineEnvironment open(Bundle bundle, Map<String, Map<String, String>> tableOptions) {
        return PipelineEnvironment.open(StreamExecutionEnvironment.createLocalEnvironment(1), bundle, tableOptions, Map.of());
    }
}

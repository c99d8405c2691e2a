package dev.pipectl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry point, with a pipeline's files in the jar and the service's properties in a file. */
class PipelineJobTest {
    private static final String BUNDLE = """
            { "format": 1, "flink": "2.2", "pipeline": "p", "functions": [{ "name": "PIPECTL_FILTER", "class": "Filter" }],
              "settings": { "table.plan.compile.catalog-objects": "SCHEMA", "pipeline.object-reuse": "true" },
              "placeholders": [{ "name": "events", "kind": "stream" }], "ledger": [], "description": {},
              "statements": [
                { "kind": "table", "name": "source.playback", "watermark": null, "primaryKey": [],
                  "columns": [{ "name": "eventId", "type": "STRING" }, { "name": "userId", "type": "STRING" },
                    { "name": "titleId", "type": "STRING" }, { "name": "kind", "type": "STRING" },
                    { "name": "watchedSeconds", "type": "DOUBLE" }],
                  "options": { "connector": "test-rows", "rows": "${events}" }, ORIGIN },
                { "kind": "table", "name": "sink.out", "watermark": null, "primaryKey": ["eventId"],
                  "columns": [{ "name": "eventId", "type": "STRING" }],
                  "options": { "connector": "test-collect", "rows": "job" }, ORIGIN },
                { "kind": "view", "name": "watched", ORIGIN,
                  "sql": "SELECT `eventId` FROM `source.playback` WHERE PIPECTL_FILTER('watched', `kind` = 'play')" },
                { "kind": "insert", "name": "sink.out", ORIGIN, "sql": "INSERT INTO `sink.out` SELECT `eventId` FROM `watched`" }
              ] }""".replace("ORIGIN", "\"origin\": { \"file\": \"pipeline.ts\", \"line\": 1, \"column\": 1 }");

    @TempDir
    Path folder;

    private ClassLoader before;

    @BeforeEach
    void actAsTheJar() throws Exception {
        before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
    }

    @AfterEach
    void leaveTheJar() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void submitsThePlanAndReturns() throws Exception {
        List<TestPlayback> events = TestPlayback.events(1000, 1);
        TestPlayback.feed(events);
        put("bundle.json", BUNDLE);
        put("plan.json", plan());
        TestRows.take("job");
        PipelineJob.main(new String[] {properties("\"events\": \"playback\"")});

        List<String> expected = events.stream().filter(event -> event.kind().equals("play")).map(TestPlayback::eventId).toList();
        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (TestRows.output("job").size() < expected.size() && Instant.now().isBefore(deadline)) {
            Thread.sleep(20);
        }
        assertThat(TestRows.take("job").stream().map(row -> (String) row.getField(0)).toList())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void stopsBeforeItStartsWhenAPropertyIsMissing() throws Exception {
        put("bundle.json", BUNDLE);
        assertThatThrownBy(() -> PipelineJob.main(new String[] {properties("")}))
                .hasMessage("The property 'events' (stream) is not set.");
    }

    @Test
    void saysThatTheJarHoldsNoPipeline() {
        assertThatThrownBy(() -> PipelineJob.main(new String[] {properties("")}))
                .hasMessage("The jar holds no META-INF/pipectl/bundle.json: it is the bare runtime, without a pipeline.");
    }

    private static String plan() {
        return PipelineEnvironment.open(
                        StreamExecutionEnvironment.createLocalEnvironment(1), Bundle.parse(BUNDLE), Map.of(), Map.of())
                .statementSet()
                .compilePlan()
                .asJsonString();
    }

    private void put(String name, String text) throws Exception {
        Path file = folder.resolve("META-INF/pipectl").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String properties(String map) throws Exception {
        Path file = folder.resolve("application_properties.json");
        Files.writeString(file, "[{ \"PropertyGroupId\": \"pipectl\", \"PropertyMap\": { " + map + " } }]");
        return file.toString();
    }
}

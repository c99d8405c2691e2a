package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server over HTTP, as the client sees it, on the shared cluster. */
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EmbeddedCluster CLUSTER = new EmbeddedCluster();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static LocalHttp http;
    private static JsonNode plan;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        http = new LocalHttp(new Api(CLUSTER, "secret"));
        HttpResponse<String> planned = post("/plan", object("bundle", bundle()));
        assertThat(planned.statusCode()).isEqualTo(200);
        plan = JSON.readTree(planned.body()).path("plan");
    }

    @AfterAll
    static void stop() throws Exception {
        http.close();
        CLUSTER.close();
    }

    private static JsonNode bundle() throws IOException {
        return JSON.readTree(Sample.bundle());
    }

    private static ObjectNode object(String key, Object value) {
        return JSON.createObjectNode().putPOJO(key, value);
    }

    private static HttpRequest request(String path, Object body, String token) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
                .header("x-pipectl-token", token)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static HttpResponse<String> post(String path, Object body) throws Exception {
        return CLIENT.send(request(path, body, "secret"), BodyHandlers.ofString());
    }

    private ObjectNode run(String... lines) throws IOException {
        Files.createDirectories(folder);
        Map<String, Map<String, String>> tables =
                Warmth.tables(Json.read(Sample.bundle()), folder);
        Files.write(folder.resolve("events.jsonl"), List.of(lines));
        return JSON.createObjectNode()
                .putPOJO("bundle", bundle())
                .putPOJO("plan", plan)
                .putPOJO("tables", tables)
                .put("parallelism", 1);
    }

    private static String event(String kind, String time) {
        return "{\"userId\":\"u\",\"titleId\":\"t\",\"kind\":\"" + kind + "\",\"watchedSeconds\":1,\"at\":\"2026-01-01T" + time
                + "Z\"}";
    }

    private static JsonNode last(HttpResponse<String> response) throws IOException {
        String[] lines = response.body().strip().split("\n");
        return JSON.readTree(lines[lines.length - 1]);
    }

    @Test
    void answersOnlyWhoKnowsTheToken() throws Exception {
        assertThat(CLIENT.send(request("/plan", Map.of(), "guess"), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        HttpRequest none = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + "/health")).build();
        assertThat(CLIENT.send(none, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void runsToTheEndWithExactCounters() throws Exception {
        JsonNode end = last(post("/run", run(
                event("play", "00:01:00"), event("pause", "00:02:00"), "nonsense", event("play", "00:09:00"),
                event("stop", "00:03:00"))));
        assertThat(end.path("event").asText()).isEqualTo("finished");
        assertThat(end.path("counters").path("playback").toString())
                .isEqualTo("{\"accepted\":4,\"invalid\":0,\"read\":5,\"undecodable\":1}");
        assertThat(end.path("counters").path("popularity").toString())
                .isEqualTo("{\"counted\":2,\"in\":3,\"late\":1,\"missedWindows\":0,\"out\":2}");
        assertThat(end.path("counters").path("dead-letters").path("written").asInt()).isEqualTo(2);
        assertThat(end.path("restarts").asInt()).isZero();
        assertThat(end.path("lateDropped").asInt()).isZero();
        assertThat(Files.readString(folder.resolve("playback-raw.0.jsonl")).lines()).hasSize(4);
    }

    @Test
    void runsSeveralJobsAtOnceAndMakesTheRestWait() throws Exception {
        Path home = folder;
        List<CompletableFuture<HttpResponse<String>>> runs = Stream.of(1, 2, 3)
                .map(number -> {
                    try {
                        folder = home.resolve(String.valueOf(number));
                        // 3 × 4 slots are more than there are.
                        HttpRequest request = request("/run", run(event("play", "00:01:00")).put("parallelism", 4), "secret");
                        return CLIENT.sendAsync(request, BodyHandlers.ofString());
                    } catch (IOException failure) {
                        throw new IllegalStateException(failure);
                    }
                })
                .toList();
        for (CompletableFuture<HttpResponse<String>> run : runs) {
            JsonNode end = last(run.get(180, TimeUnit.SECONDS));
            assertThat(end.path("event").asText()).isEqualTo("finished");
            assertThat(end.path("counters").path("playback").path("read").asInt()).isEqualTo(1);
        }
    }

    @Test
    void failsAtOnceWithTheRootCauseAndTheOperator() throws Exception {
        ObjectNode request = run(event("play", "00:01:00"));
        Files.delete(folder.resolve("events.jsonl"));
        JsonNode end = last(post("/run", request));
        assertThat(end.path("event").asText()).isEqualTo("failed");
        assertThat(end.path("message").asText()).contains("events.jsonl");
        assertThat(end.path("operator").asText()).contains("source.playback");
    }

    @Test
    void failsWithWordsWhenThePlanDoesNotFitTheBundle() throws Exception {
        ObjectNode request = run(event("play", "00:01:00"));
        request.putPOJO("plan", Map.of("flinkVersion", "2.2", "nodes", List.of(Map.of("id", 1)), "edges", List.of()));
        JsonNode end = last(post("/run", request));
        assertThat(end.path("event").asText()).isEqualTo("failed");
        assertThat(end.path("message").asText()).isNotEmpty();
    }

    @Test
    void cancelsWhenTheClientHangsUp() throws Exception {
        ObjectNode request = run(event("play", "00:01:00"));
        follow(request);
        HttpResponse<InputStream> response =
                CLIENT.send(request("/run", request, "secret"), BodyHandlers.ofInputStream());
        response.body().read();
        assertThat(runningJobs()).isPositive();
        response.body().close();
        for (int i = 0; i < 600 && runningJobs() > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(runningJobs()).isZero();
    }

    @Test
    void stopsWithASavepointAndGoesOnFromIt() throws Exception {
        ObjectNode request = run(event("play", "00:01:00"), event("play", "00:02:00"));
        follow(request);
        HttpResponse<Stream<String>> response = CLIENT.send(request("/run", request, "secret"), BodyHandlers.ofLines());
        var events = response.body().iterator();
        String job = JSON.readTree(events.next()).path("job").asText();
        JsonNode event;
        do {
            event = JSON.readTree(events.next());
        } while (event.path("counters").path("popularity").path("counted").asInt() < 2);
        // Flink refuses while a task behind the one that counts still starts.
        String savepoint = "";
        for (int tries = 0; savepoint.isEmpty() && tries < 600; tries++) {
            Thread.sleep(tries == 0 ? 0 : 100);
            savepoint = JSON.readTree(post("/jobs/" + job + "/stop", object("directory", folder.toUri().toString())).body())
                    .path("savepoint").asText();
        }
        assertThat(savepoint).startsWith("file:");
        JsonNode operators = JSON.readTree(post("/savepoint", object("path", savepoint)).body()).path("operators");
        assertThat(operators.findValuesAsText("hasState")).contains("true", "false");
        assertThat(operators.findValuesAsText("uid")).anyMatch(uid -> uid.endsWith("_source"));

        Files.writeString(folder.resolve("events.jsonl"), event("play", "00:03:00") + "\n", java.nio.file.StandardOpenOption.APPEND);
        ((ObjectNode) request.path("tables").path("source.playback")).put("follow", "false");
        JsonNode end = last(post("/run", request.put("savepoint", savepoint)));
        assertThat(end.path("event").asText()).as(end.toString()).isEqualTo("finished");
        assertThat(end.path("counters").path("playback").path("read").asInt()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("title-popularity.0.jsonl"))).contains("\"plays\":3");
    }

    private static void follow(ObjectNode request) {
        JsonNode tables = JSON.valueToTree(request.path("tables"));
        request.set("tables", tables);
        ((ObjectNode) tables.path("source.playback")).put("follow", "true");
    }

    private static long runningJobs() throws Exception {
        return CLUSTER.start().listJobs().get().stream()
                .filter(job -> !job.getJobState().isGloballyTerminalState())
                .count();
    }
}

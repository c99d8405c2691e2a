package dev.pipectl.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's endpoints. Bundles and plans pass through here; the contents of records never do. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final long PROGRESS_MILLIS = 250;

    private final EmbeddedCluster cluster;
    private final BundlePlanner planner;
    private final byte[] token;
    private final Slots slots = new Slots(EmbeddedCluster.SLOTS);
    private final Map<String, JobRun> running = new ConcurrentHashMap<>();
    private final Idle idle = new Idle();
    private volatile boolean stopping;

    Api(EmbeddedCluster cluster, String token) {
        this.cluster = cluster;
        this.planner = new BundlePlanner(cluster);
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    Idle idle() {
        return idle;
    }

    /** True when asked to stop and nothing is under way any more. */
    boolean stopped() {
        return stopping && idle.now();
    }

    void cancelAll() {
        running.values().forEach(JobRun::cancel);
    }

    void handle(HttpExchange exchange) {
        idle.begin();
        try (exchange) {
            try {
                answer(exchange);
            } catch (JsonProcessingException malformed) {
                send(exchange, 400, Json.object().put("error", "The request is not JSON."));
            } catch (IOException gone) {
                // The client hung up; there is nobody to tell.
            } catch (Exception | LinkageError | StackOverflowError failure) {
                LOG.error("A request failed: {}", exchange.getRequestURI().getPath(), failure);
                send(exchange, 500, Json.object().put("error", failure.toString()));
            }
        } catch (IOException gone) {
            // As above.
        } finally {
            idle.end();
        }
    }

    private void answer(HttpExchange exchange) throws Exception {
        String given = exchange.getRequestHeaders().getFirst("x-pipectl-token");
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
            send(exchange, 403, Json.object().put("error", "The token is missing or wrong."));
            return;
        }
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        switch (exchange.getRequestMethod() + " " + path[0]) {
            // One that is about to end must not be joined.
            case "GET health" -> send(exchange, stopping ? 503 : 200, health());
            case "POST plan" -> plan(exchange);
            case "POST run" -> run(exchange);
            case "POST jobs" -> job(exchange, path);
            case "POST savepoint" -> savepoint(exchange);
            case "POST shutdown" -> shutdown(exchange);
            default -> send(exchange, 404, Json.object().put("error", "There is no such endpoint."));
        }
    }

    private ObjectNode health() {
        String version = Api.class.getPackage().getImplementationVersion();
        ObjectNode health = Json.object()
                .put("version", version == null ? "development" : version)
                .put("flink", EnvironmentInformation.getVersion())
                .put("pid", ProcessHandle.current().pid());
        ArrayNode jobs = health.putArray("jobs");
        running.keySet().forEach(jobs::add);
        return health;
    }

    private void plan(HttpExchange exchange) throws IOException {
        BundlePlanner.Answer answer = planner.plan(Json.text(Json.read(exchange.getRequestBody()).path("bundle")));
        if (answer.plan() != null) {
            ObjectNode body = Json.object();
            body.set("plan", answer.plan());
            send(exchange, 200, body);
            return;
        }
        ObjectNode body = Json.object();
        ArrayNode errors = body.putArray("errors");
        answer.mistakes().forEach(mistake -> errors.add(error(mistake)));
        send(exchange, 422, body);
    }

    private static ObjectNode error(BundlePlanner.Mistake mistake) {
        ObjectNode error = Json.object();
        if (mistake.statement() < 0) {
            error.putNull("statement");
        } else {
            error.put("statement", mistake.statement());
        }
        error.put("message", mistake.message().text());
        PlannerMessage.Position position = mistake.message().position();
        if (position != null) {
            error.put("line", position.line()).put("column", position.column());
            if (position.endLine() > 0) {
                error.put("endLine", position.endLine()).put("endColumn", position.endColumn());
            }
        }
        return error;
    }

    private void run(HttpExchange exchange) throws Exception {
        JobRun.Request request = JobRun.Request.of(Json.read(exchange.getRequestBody()));
        if (request.parallelism() < 1 || request.parallelism() > slots.all()) {
            send(exchange, 400, Json.object().put("error", "The parallelism must be from 1 to " + slots.all() + "."));
            return;
        }
        exchange.getResponseHeaders().set("content-type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        RunEvents events = new RunEvents(exchange.getResponseBody());
        slots.take(request.parallelism(), events::beat);
        try {
            follow(request, events);
        } finally {
            slots.release(request.parallelism());
        }
    }

    private void follow(JobRun.Request request, RunEvents events) throws Exception {
        JobRun job;
        try {
            job = JobRun.submit(cluster, request);
        } catch (Exception | StackOverflowError failure) {
            events.failed(JobFailure.of(failure, null));
            return;
        }
        running.put(job.id(), job);
        try {
            events.started(job.id());
            while (!job.await(PROGRESS_MILLIS)) {
                events.progress(job.metrics(), job.state());
            }
            JobFailure failure = job.failure();
            if (failure == null) {
                events.finished(job.metrics(), job.runtimeMillis());
            } else {
                events.failed(failure);
            }
        } finally {
            job.cancel();
            running.remove(job.id());
            LedgerReporter.forget(job.id());
        }
    }

    private void job(HttpExchange exchange, String[] path) throws Exception {
        JobRun job = path.length == 3 ? running.get(path[1]) : null;
        if (job == null) {
            send(exchange, 404, Json.object().put("error", "There is no such running job."));
        } else if (path[2].equals("stop")) {
            String directory = Json.read(exchange.getRequestBody()).path("directory").asText();
            send(exchange, 200, Json.object().put("savepoint", job.stop(directory)));
        } else if (path[2].equals("cancel")) {
            job.cancel();
            send(exchange, 200, Json.object());
        } else {
            send(exchange, 404, Json.object().put("error", "A job can be stopped or cancelled."));
        }
    }

    private static void savepoint(HttpExchange exchange) throws IOException {
        String path = Json.read(exchange.getRequestBody()).path("path").asText();
        send(exchange, 200, SavepointContents.of(path));
    }

    private void shutdown(HttpExchange exchange) throws IOException {
        boolean drain = Json.read(exchange.getRequestBody()).path("drain").asBoolean();
        send(exchange, 200, Json.object());
        stopping = true;
        if (!drain) {
            cancelAll();
        }
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = Json.bytes(body);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}

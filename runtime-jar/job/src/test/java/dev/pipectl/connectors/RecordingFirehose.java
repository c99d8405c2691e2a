package dev.pipectl.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Speaks the protocol of PutRecordBatch, keeps what it takes, and fails as it is told. */
final class RecordingFirehose implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The error code of a record or of a request; null when all is well. */
    volatile Function<String, String> recordError = record -> null;
    volatile Function<Integer, String> requestError = request -> null;
    /** What it has, in the order in which it came. */
    private final List<String> records = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int requests;

    RecordingFirehose() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<String> records() {
        return List.copyOf(records);
    }

    /** How many records each request had. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        ObjectNode answer = JSON.createObjectNode();
        int status = 200;
        synchronized (this) {
            String error = requestError.apply(requests++);
            if (error != null) {
                status = error.startsWith("Service") || error.startsWith("Internal") ? 500 : 400;
                answer.put("__type", error).put("message", "said of " + error);
            } else {
                take(JSON.readTree(body), answer);
            }
        }
        byte[] text = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private void take(JsonNode request, ObjectNode answer) throws IOException {
        ArrayNode results = answer.putArray("RequestResponses");
        int failed = 0;
        for (JsonNode record : request.get("Records")) {
            String text = new String(record.get("Data").binaryValue(), StandardCharsets.UTF_8);
            String error = recordError.apply(text);
            if (error == null) {
                records.add(text);
                results.addObject().put("RecordId", "r" + records.size());
            } else {
                failed++;
                results.addObject().put("ErrorCode", error).put("ErrorMessage", "said of " + error);
            }
        }
        answer.put("FailedPutCount", failed);
        batches.add(results.size());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.pipectl.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Plans and runs something small through the server's own API and ends, so that a JVM started with
 * -XX:ArchiveClassesAtExit writes down the classes that a first plan and a first run load.
 */
public final class Training {
    private static final String TOKEN = "training";

    private Training() {}

    public static void main(String[] args) throws Exception {
        Path scratch = Files.createTempDirectory("pipectl-training");
        EmbeddedCluster cluster = new EmbeddedCluster();
        try (LocalHttp http = new LocalHttp(new Api(cluster, TOKEN))) {
            JsonNode bundle = Warmth.bundle();
            ObjectNode planning = Json.object();
            planning.set("bundle", bundle);
            ObjectNode running = Json.object().put("parallelism", 1);
            running.set("bundle", bundle);
            running.set("plan", Json.read(post(http, "/plan", planning)).path("plan"));
            running.putPOJO("tables", Warmth.tables(bundle, scratch));
            String events = post(http, "/run", running);
            if (!events.contains("\"event\":\"finished\"")) {
                throw new IllegalStateException("The training run did not finish: " + events);
            }
        } finally {
            try (Stream<Path> files = Files.walk(scratch)) {
                files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
        cluster.close();
        System.exit(0);
    }

    private static String post(LocalHttp http, String path, ObjectNode body) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + http.port() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("x-pipectl-token", TOKEN);
        connection.setDoOutput(true);
        connection.getOutputStream().write(Json.bytes(body));
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

package dev.pipectl.connectors.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real OpenSearch for tests, in a JVM of its own. */
public final class OpenSearchServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static OpenSearchServer shared;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Process process;
    private final int port;

    /** The one of this JVM, which ends with it. */
    public static synchronized OpenSearchServer shared() throws Exception {
        if (shared == null) {
            shared = new OpenSearchServer();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    private OpenSearchServer() throws Exception {
        directory = Files.createTempDirectory("pipectl-opensearch");
        port = freePort();
        Path arguments = directory.resolve("arguments");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Files.writeString(arguments, "-cp \"" + classPath.replace("\\", "\\\\") + "\"");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "@" + arguments, OpenSearchMain.class.getName(),
                        "" + port, "" + freePort(), directory.resolve("data").toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IllegalStateException("OpenSearch did not start:\n" + String.join("\n", said));
            }
            said.add(line);
        }
        Thread rest = new Thread(() -> out.lines().forEach(line -> { }), "opensearch output");
        rest.setDaemon(true);
        rest.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** The options of an index there. */
    public String options(String index) {
        return options(index, endpoint());
    }

    /** The options of an index that is reached by another way. */
    public static String options(String index, String endpoint) {
        return "'connector' = 'pipectl-opensearch', 'region' = 'us-east-1', 'endpoint' = '" + endpoint + "', 'output' = '" + index
                + "', 'index' = '" + index + "'";
    }

    public JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint() + path)).header("Content-Type", "application/json");
        request.method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + ' ' + path + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** All documents of an index, each its id and its source. */
    public List<String> documents(String index) throws Exception {
        call("POST", "/" + index + "/_refresh", null);
        List<String> documents = new ArrayList<>();
        for (JsonNode hit : call("POST", "/" + index + "/_search", "{\"size\":10000}").path("hits").path("hits")) {
            documents.add(hit.path("_id").textValue() + " " + hit.path("_source"));
        }
        documents.sort(Comparator.naturalOrder());
        return documents;
    }

    private void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }
}

package dev.pipectl.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a small bundle once, beside the first request, so that what follows finds Flink's planner loaded. */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private Warmth() {}

    private static final String EVENT =
            "{\"userId\":\"u\",\"titleId\":\"t\",\"kind\":\"play\",\"watchedSeconds\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n";

    /** A source, a filter, a window, a continuous aggregate, sinks of each mode and dead letters. */
    static JsonNode bundle() throws IOException {
        try (InputStream in = Warmth.class.getResourceAsStream("warmth.json")) {
            return Json.read(in);
        }
    }

    /** The bundle's tables as files in a folder, with one event to read. */
    static Map<String, Map<String, String>> tables(JsonNode bundle, Path folder) throws IOException {
        Path events = Files.writeString(folder.resolve("events.jsonl"), EVENT);
        Map<String, Map<String, String>> tables = new HashMap<>();
        for (JsonNode table : bundle.path("statements")) {
            JsonNode options = table.path("options");
            Map<String, String> local = new HashMap<>(Map.of("connector", "pipectl-files"));
            if (options.has("source")) {
                List.of("source", "contract", "event-time", "timestamps")
                        .forEach(key -> local.put(key, options.path(key).asText()));
                local.put("paths", events.toString());
            } else if (options.has("output")) {
                boolean upsert = !table.path("primaryKey").isEmpty();
                local.put("output", options.path("output").asText());
                local.put("directory", folder.toString());
                local.put("mode", upsert ? "upsert" : "append");
                local.put("changes", String.valueOf(upsert));
            } else {
                continue;
            }
            tables.put(table.path("name").asText(), local);
        }
        return tables;
    }

    static void planOnce(EmbeddedCluster cluster) {
        try {
            new BundlePlanner(cluster).plan(Json.text(bundle()));
        } catch (IOException | RuntimeException | LinkageError failure) {
            LOG.warn("The planner could not be warmed.", failure);
        }
    }
}

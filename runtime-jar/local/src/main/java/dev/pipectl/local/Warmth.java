package dev.pipectl.local;

import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a small bundle once, beside the first request, so that what follows finds Flink's planner loaded. */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private Warmth() {}

    /** A source, a window with aggregates and a keyed sink, on Flink's own connectors. */
    static JsonNode bundle() throws IOException {
        try (InputStream in = Warmth.class.getResourceAsStream("warmth.json")) {
            return Json.read(in);
        }
    }

    static void planOnce(EmbeddedCluster cluster) {
        try {
            new BundlePlanner(cluster).plan(Json.text(bundle()));
        } catch (IOException | RuntimeException | LinkageError failure) {
            LOG.warn("The planner could not be warmed.", failure);
        }
    }
}

package dev.pipectl.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans a small bundle once, in the background, so that the first real one finds Flink's planner loaded. */
final class Warmth {
    private static final Logger LOG = LoggerFactory.getLogger(Warmth.class);

    private Warmth() {}

    static void planOnce(EmbeddedCluster cluster) {
        if (!Boolean.parseBoolean(System.getProperty("pipectl.warm", "true"))) {
            return;
        }
        Thread thread = new Thread(() -> plan(cluster), "pipectl-warmth");
        thread.setDaemon(true);
        thread.start();
    }

    private static void plan(EmbeddedCluster cluster) {
        try (var in = Warmth.class.getResourceAsStream("warmth.json")) {
            new BundlePlanner(cluster).plan(Json.read(in));
        } catch (Exception | LinkageError failure) {
            LOG.warn("The planner could not be warmed.", failure);
        }
    }
}

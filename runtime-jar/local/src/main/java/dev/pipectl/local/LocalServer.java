package dev.pipectl.local;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded Flink: one long-lived JVM that plans and runs for every pipectl command of a user.
 *
 * <p>Listens on loopback at a free port and answers only who knows the token of the environment variable
 * PIPECTL_LOCAL_TOKEN. Prints one line, <code>{"port":…,"pid":…}</code>, when it is ready. Stops after the minutes of the
 * system property pipectl.idle-minutes without a request, at SIGTERM, or when asked.
 */
public final class LocalServer {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
    private static final long LOOK_MILLIS = 200;
    private static final long WARM_AFTER_MILLIS = 150;

    private LocalServer() {}

    public static void main(String[] args) throws Exception {
        String token = System.getenv("PIPECTL_LOCAL_TOKEN");
        if (token == null || token.isEmpty()) {
            System.err.println("Error: PIPECTL_LOCAL_TOKEN is not set.");
            System.exit(64);
        }
        EmbeddedCluster cluster = new EmbeddedCluster();
        Api api = new Api(cluster, token);
        LocalHttp http = new LocalHttp(api);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(http, api, cluster), "pipectl-shutdown"));
        long idleMillis = (long) (Double.parseDouble(System.getProperty("pipectl.idle-minutes", "15")) * 60_000);
        Executors.newSingleThreadScheduledExecutor(LocalHttp::daemon)
                .scheduleWithFixedDelay(
                        () -> stopWhenIdle(api, idleMillis), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);

        System.out.println("{\"port\":" + http.port() + ",\"pid\":" + ProcessHandle.current().pid() + "}");
        if (System.out.checkError()) {
            // Whoever started this JVM went away before it could learn the port, so nobody ever will.
            System.exit(0);
        }
        // Who wants a plan at once gets it sooner without a second one beside it.
        Thread.sleep(WARM_AFTER_MILLIS);
        if (!api.idle().everUsed()) {
            Warmth.planOnce(cluster);
        }
        Thread.currentThread().join();
    }

    private static void stopWhenIdle(Api api, long idleMillis) {
        if (api.stopped() || api.idle().forAtLeast(idleMillis)) {
            System.exit(0);
        }
    }

    private static void close(LocalHttp http, Api api, EmbeddedCluster cluster) {
        try {
            api.cancelAll();
            cluster.close();
            http.close();
        } catch (Exception failure) {
            LOG.warn("The embedded Flink did not close cleanly.", failure);
        }
    }
}

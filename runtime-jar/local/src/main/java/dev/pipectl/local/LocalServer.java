package dev.pipectl.local;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

    private LocalServer() {}

    public static void main(String[] args) throws Exception {
        String token = System.getenv("PIPECTL_LOCAL_TOKEN");
        if (token == null || token.isEmpty()) {
            System.err.println("PIPECTL_LOCAL_TOKEN is not set.");
            System.exit(64);
        }
        long idleMillis = (long) (Double.parseDouble(System.getProperty("pipectl.idle-minutes", "15")) * 60_000);

        EmbeddedCluster cluster = new EmbeddedCluster();
        Api api = new Api(cluster, token);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool(LocalServer::daemon));
        http.createContext("/", api::handle);
        http.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(http, api, cluster), "pipectl-shutdown"));

        System.out.println("{\"port\":" + http.getAddress().getPort() + ",\"pid\":" + ProcessHandle.current().pid() + "}");
        if (System.out.checkError()) {
            // Whoever started this JVM went away before it could learn the port, so nobody ever will.
            System.exit(0);
        }
        Warmth.planOnce(cluster);
        Executors.newSingleThreadScheduledExecutor(LocalServer::daemon)
                .scheduleWithFixedDelay(() -> stopWhenIdle(api, idleMillis), 500, 500, TimeUnit.MILLISECONDS);
        Thread.currentThread().join();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static void stopWhenIdle(Api api, long idleMillis) {
        if (api.stopped() || api.idle().forAtLeast(idleMillis)) {
            System.exit(0);
        }
    }

    private static void close(HttpServer http, Api api, EmbeddedCluster cluster) {
        try {
            api.cancelAll();
            cluster.close();
            http.stop(0);
        } catch (Exception failure) {
            LOG.warn("The embedded Flink did not close cleanly.", failure);
        }
    }
}

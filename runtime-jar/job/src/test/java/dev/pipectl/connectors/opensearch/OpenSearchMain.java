package dev.pipectl.connectors.opensearch;

import static org.codelibs.opensearch.runner.OpenSearchRunner.newConfigs;

import java.io.PrintStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of OpenSearch on a port of this machine, in a directory; it ends with who started it. */
final class OpenSearchMain {
    private OpenSearchMain() {}

    public static void main(String[] args) throws Exception {
        // OpenSearch takes standard output over for its log.
        PrintStream out = System.out;
        int port = Integer.parseInt(args[0]);
        OpenSearchRunner runner = new OpenSearchRunner();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                runner.close();
            } catch (Exception e) {
                e.printStackTrace();
            }
        }));
        runner.onBuild((index, settings) -> {
            settings.put("http.port", port);
            settings.put("transport.port", args[1]);
            settings.put("network.host", "127.0.0.1");
            settings.put("discovery.type", "single-node");
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            settings.put("node.store.allow_mmap", false);
        }).build(newConfigs().clusterName("pipectl-test").numOfNode(1).basePath(args[2]).useLogger());
        runner.ensureYellow();
        out.println("ready");
        out.flush();
        while (System.in.read() >= 0) {
            // Nothing is said; the end is what counts.
        }
        System.exit(0);
    }
}

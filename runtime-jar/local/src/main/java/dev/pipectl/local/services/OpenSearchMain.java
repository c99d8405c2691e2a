package dev.pipectl.local.services;

import java.io.Closeable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * A one-node OpenSearch on loopback, at a free port. Its jars are fetched when a pipeline first needs them and are no part
 * of any build of ours, so its classes are reached by name.
 *
 * <p>The argument is the folder for its data. Prints one line, <code>{"port":…,"pid":…}</code>, when it answers.
 */
public final class OpenSearchMain {
    private static final String RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner";

    /** Nothing but loopback, nothing that looks for other nodes, and no refusal because the disk is rather full. */
    private static final Map<String, String> SETTINGS = Map.of(
            "network.host", "127.0.0.1",
            "http.port", "0",
            "transport.port", "0",
            "discovery.type", "single-node",
            "cluster.routing.allocation.disk.threshold_enabled", "false",
            "node.store.allow_mmap", "false",
            "action.auto_create_index", "false");

    private OpenSearchMain() {}

    public static void main(String[] arguments) throws Exception {
        Parent.follow();
        Closeable runner = (Closeable) Class.forName(RUNNER).getConstructor().newInstance();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner), "pipectl-shutdown"));
        Class<?> builder = Class.forName(RUNNER + "$Builder");
        InvocationHandler put = (proxy, method, values) -> {
            for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
                Reflected.call(values[1], "put", setting.getKey(), setting.getValue());
            }
            return null;
        };
        Object onBuild = Proxy.newProxyInstance(builder.getClassLoader(), new Class<?>[] {builder}, put);
        runner.getClass().getMethod("onBuild", builder).invoke(runner, onBuild);
        String[] words = {"-basePath", arguments[0], "-numOfNode", "1", "-clusterName", "pipectl", "-useLogger"};
        runner.getClass().getMethod("build", String[].class).invoke(runner, (Object) words);
        runner.getClass().getMethod("ensureYellow", String[].class).invoke(runner, (Object) new String[0]);
        Parent.tell(port(runner));
        Thread.currentThread().join();
    }

    private static int port(Object runner) throws ReflectiveOperationException {
        Object injector = Reflected.call(Reflected.call(runner, "node"), "injector");
        Class<?> http = Class.forName("org.opensearch.http.HttpServerTransport");
        Class<?> type = Class.forName("org.opensearch.common.inject.Injector");
        Object transport = type.getMethod("getInstance", Class.class).invoke(injector, http);
        Object address = Reflected.call(Reflected.call(transport, "boundAddress"), "publishAddress");
        return (Integer) Reflected.call(address, "getPort");
    }

    private static void close(Closeable runner) {
        try {
            runner.close();
        } catch (Exception failure) {
            System.err.println("OpenSearch did not close cleanly: " + failure);
        }
    }
}

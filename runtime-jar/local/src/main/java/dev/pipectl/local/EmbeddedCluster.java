package dev.pipectl.local;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * The one in-process Flink cluster of this JVM, started by the first job. A job reaches it through the executor that an
 * environment finds here instead of through Flink's service loader, which would start a cluster per job.
 */
final class EmbeddedCluster implements PipelineExecutorServiceLoader {
    static final int SLOTS = 8;
    private static final String TARGET = "pipectl";

    private MiniCluster cluster;

    synchronized MiniCluster start() throws Exception {
        if (cluster == null) {
            MiniCluster starting = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(settings())
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(SLOTS)
                    .setRpcServiceSharing(RpcServiceSharing.SHARED)
                    .build());
            starting.start();
            cluster = starting;
        }
        return cluster;
    }

    private static Configuration settings() {
        Configuration settings = new Configuration();
        // Nothing listens beyond this machine, and what does listen (Flink starts its REST endpoint always) takes no jars.
        settings.setString("rest.address", "127.0.0.1");
        settings.setString("rest.bind-address", "127.0.0.1");
        settings.setString("rest.bind-port", "0");
        settings.setString("jobmanager.bind-host", "127.0.0.1");
        settings.setString("taskmanager.bind-host", "127.0.0.1");
        settings.setString("web.submit.enable", "false");
        settings.setString("web.cancel.enable", "false");
        settings.setString("web.rescale.enable", "false");

        settings.setString("taskmanager.memory.network.min", "64m");
        settings.setString("taskmanager.memory.network.max", "64m");
        // Reserved, not touched: only what a window's buffer really fills becomes resident.
        settings.setString("taskmanager.memory.managed.size", "512m");
        settings.setString("jobstore.max-capacity", "20");

        // Slots are always free or waited for in `Slots`; collecting requests for 50 ms would only delay every job.
        settings.setString("slotmanager.requirement-check.delay", "0 ms");
        settings.setString("slotmanager.declare-needed-resource.delay", "0 ms");
        // For ever, as 0 means: those of a job that has just ended come back a moment after its end. Five minutes after its start,
        // Flink would rather fail the next job than wait for them.
        settings.setString("resourcemanager.standalone.start-up-time", "0 ms");

        settings.setString("metrics.reporters", "ledger");
        settings.setString("metrics.reporter.ledger.factory.class", LedgerReporterFactory.class.getName());
        return settings;
    }

    /** A new environment whose job comes here. */
    StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.setString("execution.target", TARGET);
        return new StreamExecutionEnvironment(this, configuration, EmbeddedCluster.class.getClassLoader());
    }

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
        return new PipelineExecutorFactory() {
            @Override
            public String getName() {
                return TARGET;
            }

            @Override
            public boolean isCompatibleWith(Configuration other) {
                return true;
            }

            @Override
            public PipelineExecutor getExecutor(Configuration other) {
                return (pipeline, settings, classLoader) -> {
                    MiniCluster running = start();
                    StreamGraph graph = PipelineExecutorUtils.getStreamGraph(pipeline, settings);
                    return running.submitJob(graph)
                            .thenCompose(submitted -> CompletableFuture.completedFuture(new MiniClusterJobClient(
                                    submitted.getJobID(), running, classLoader, JobFinalizationBehavior.NOTHING)));
                };
            }
        };
    }

    @Override
    public Stream<String> getExecutorNames() {
        return Stream.of(TARGET);
    }

    synchronized void close() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }
}

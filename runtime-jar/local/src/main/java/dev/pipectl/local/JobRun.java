package dev.pipectl.local;

import dev.pipectl.job.Bundle;
import dev.pipectl.job.PipelineEnvironment;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.clusterframework.ApplicationStatus;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** One job on the shared cluster, from its submission to its end. */
final class JobRun {
    /** What `/run` is asked for. */
    record Request(
            String bundle,
            String plan,
            Map<String, Map<String, String>> tables,
            int parallelism,
            Map<String, String> settings,
            String savepoint,
            boolean dropUnclaimed) {

        static Request of(JsonNode body) throws IOException {
            Map<String, Map<String, String>> tables = new HashMap<>();
            body.path("tables").fields().forEachRemaining(table -> tables.put(table.getKey(), texts(table.getValue())));
            return new Request(
                    Json.text(body.path("bundle")),
                    Json.text(body.path("plan")),
                    tables,
                    body.path("parallelism").asInt(1),
                    texts(body.path("settings")),
                    body.path("savepoint").asText(null),
                    body.path("unclaimed").asText("").equals("drop"));
        }

        private static Map<String, String> texts(JsonNode object) {
            Map<String, String> texts = new HashMap<>();
            object.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
            return texts;
        }
    }

    private final MiniCluster cluster;
    private final JobID id;
    private final CompletableFuture<JobResult> result;
    private JobFailure lastFailure;
    private long lastFailureTime;

    private JobRun(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
        this.result = cluster.requestJobResult(id);
    }

    static JobRun submit(EmbeddedCluster embedded, Request request) throws Exception {
        MiniCluster cluster = embedded.start();
        PipelineEnvironment environment = PipelineEnvironment.open(
                embedded.environment(), Bundle.parse(request.bundle), request.tables, settings(request));
        JobClient client = environment.loadPlan(request.plan)
                .execute()
                .getJobClient()
                .orElseThrow();
        return new JobRun(cluster, client.getJobID());
    }

    private static Map<String, String> settings(Request request) {
        Map<String, String> settings = new HashMap<>();
        settings.put("parallelism.default", String.valueOf(request.parallelism));
        settings.put("state.backend.type", "hashmap");
        // A run on files that fails would fail again, and its counts would no longer be exact.
        settings.put("restart-strategy.type", "none");
        if (request.savepoint != null) {
            settings.put("execution.state-recovery.path", request.savepoint);
            settings.put("execution.state-recovery.ignore-unclaimed-state", String.valueOf(request.dropUnclaimed));
        }
        settings.putAll(request.settings);
        return settings;
    }

    String id() {
        return id.toHexString();
    }

    JobMetrics metrics() {
        return LedgerReporter.of(id());
    }

    /** What it is doing now, and why it was last restarted. */
    JobState state() throws InterruptedException {
        AccessExecutionGraph graph;
        try {
            graph = cluster.getExecutionGraph(id).get();
        } catch (ExecutionException ended) {
            // Between two looks; the result says how.
            return new JobState("FINISHED", lastFailure);
        }
        ErrorInfo failure = graph.getFailureInfo();
        if (failure != null && failure.getTimestamp() != lastFailureTime) {
            lastFailureTime = failure.getTimestamp();
            Throwable cause = failure.getException().deserializeError(JobRun.class.getClassLoader());
            JobFailure said = JobFailure.of(cause, JobFailure.operatorOf(graph, cause));
            lastFailure = lastFailure != null && said.isConsequence() ? lastFailure : said;
        }
        return new JobState(graph.getState().name(), lastFailure);
    }

    /** True when the job has ended within the time. */
    boolean await(long millis) throws Exception {
        try {
            result.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        }
    }

    /** Milliseconds the job ran, without the time to plan and submit it. Only when it has ended. */
    long runtimeMillis() {
        return result.join().getNetRuntime();
    }

    /** Null when the job ran to its end, or was stopped with a savepoint. */
    JobFailure failure() throws Exception {
        JobResult ended = result.join();
        if (ended.isSuccess()) {
            return null;
        }
        if (ended.getApplicationStatus() == ApplicationStatus.CANCELED || ended.getSerializedThrowable().isEmpty()) {
            return new JobFailure("The job was cancelled.", List.of(), null);
        }
        Throwable failure = ended.getSerializedThrowable().get().deserializeError(JobRun.class.getClassLoader());
        return JobFailure.of(failure, JobFailure.operatorOf(cluster.getExecutionGraph(id).get(), failure));
    }

    /** Cancels and waits for the end, so that its slots are free when this returns. */
    void cancel() {
        if (!result.isDone()) {
            cluster.cancelJob(id);
            result.join();
        }
    }

    String stop(String directory) throws Exception {
        return cluster.stopWithSavepoint(id, directory, false, SavepointFormatType.CANONICAL).get();
    }
}

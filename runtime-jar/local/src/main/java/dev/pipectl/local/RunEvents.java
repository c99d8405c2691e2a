package dev.pipectl.local;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/** What `/run` answers: one JSON event a line. Writing fails as soon as the client is gone, which is how we know. */
final class RunEvents {
    private final OutputStream out;
    private final long began = System.nanoTime();

    RunEvents(OutputStream out) {
        this.out = out;
    }

    /** An empty line, which readers skip. */
    void beat() throws IOException {
        out.write('\n');
        out.flush();
    }

    void started(String job) throws IOException {
        send(event("started").put("job", job));
    }

    void progress(JobMetrics metrics, JobState state) throws IOException {
        ObjectNode event = event("progress").put("elapsedMs", elapsedMillis());
        event.putPOJO("counters", metrics.counters());
        event.put("status", state.status()).put("restarts", metrics.restarts());
        if (state.failure() != null) {
            put(event.putObject("failure"), state.failure());
        }
        event.putObject("checkpoints")
                .put("completed", metrics.ofJob("numberOfCompletedCheckpoints"))
                .put("failed", metrics.ofJob("numberOfFailedCheckpoints"))
                .put("stateBytes", metrics.ofJob("lastCheckpointFullSize"))
                .put("durationMs", metrics.ofJob("lastCheckpointDuration"));
        event.putPOJO("watermarks", metrics.watermarks());
        event.putPOJO("lagMs", metrics.lags());
        event.putPOJO("shards", metrics.shards());
        send(event);
    }

    void finished(JobMetrics metrics, long runtimeMillis) throws IOException {
        ObjectNode event = event("finished")
                .put("elapsedMs", elapsedMillis())
                .put("runtimeMs", runtimeMillis)
                .put("restarts", metrics.restarts())
                .put("lateDropped", metrics.lateDropped());
        event.putPOJO("counters", metrics.counters());
        send(event);
    }

    void failed(JobFailure failure) throws IOException {
        ObjectNode event = event("failed");
        put(event, failure);
        send(event);
    }

    private static void put(ObjectNode event, JobFailure failure) {
        event.put("message", failure.message());
        event.putPOJO("causes", failure.causes());
        if (failure.operator() != null) {
            event.put("operator", failure.operator());
        }
    }

    private static ObjectNode event(String name) {
        return Json.object().put("event", name);
    }

    private long elapsedMillis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private void send(ObjectNode event) throws IOException {
        out.write(Json.bytes(event));
        beat();
    }
}

package dev.pipectl.connectors.kinesis;

import java.util.concurrent.CompletableFuture;

/** Tells the task that there is something to do: what happens after {@link #reset()} is never missed. */
final class Availability {
    private CompletableFuture<Void> future = new CompletableFuture<>();

    /** To be called before looking at what there is. */
    synchronized void reset() {
        if (future.isDone()) {
            future = new CompletableFuture<>();
        }
    }

    /** To be called after something has changed. */
    void wake() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            waiting = future;
        }
        waiting.complete(null);
    }

    synchronized CompletableFuture<Void> future() {
        return future;
    }
}

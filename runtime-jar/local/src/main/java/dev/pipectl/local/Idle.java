package dev.pipectl.local;

import java.util.concurrent.atomic.AtomicInteger;

/** Knows how long nobody has asked for anything. A request under way, a running job included, is never idle. */
final class Idle {
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long last = System.nanoTime();
    private volatile boolean used;

    void begin() {
        used = true;
        underWay.incrementAndGet();
    }

    void end() {
        last = System.nanoTime();
        underWay.decrementAndGet();
    }

    boolean everUsed() {
        return used;
    }

    boolean now() {
        return underWay.get() == 0;
    }

    boolean forAtLeast(long millis) {
        return now() && System.nanoTime() - last >= millis * 1_000_000;
    }
}

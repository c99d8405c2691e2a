package dev.pipectl.connectors;

import java.util.concurrent.TimeUnit;

/** Waits for what happens on other threads or in other processes, at their own time. */
public final class Eventually {
    private Eventually() {}

    /** What has to come to hold; a failure to find out counts as not yet. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    public static void holds(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("The condition did not come to hold within two minutes.", last);
    }
}

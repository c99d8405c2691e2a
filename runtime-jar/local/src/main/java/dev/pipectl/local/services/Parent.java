package dev.pipectl.local.services;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * The process that started this one, and on whose standard input pipe it hangs: when that one is gone, however it went,
 * the pipe ends, and so does this JVM.
 */
final class Parent {
    private static final long CLOSING_MILLIS = 5_000;
    /** Kept, because a service may put its own in its place. */
    private static final PrintStream OUT = System.out;
    private static final InputStream IN = System.in;

    private Parent() {}

    /** Ends this JVM, its shutdown hooks included, as soon as standard input ends. */
    static void follow() {
        Thread watch = new Thread(Parent::untilGone, "pipectl-parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** One line for the parent: where this service listens. */
    static void tell(int port) {
        OUT.println("{\"port\":" + port + ",\"pid\":" + ProcessHandle.current().pid() + "}");
        OUT.flush();
    }

    private static void untilGone() {
        try {
            while (IN.read() >= 0) {
                // Nothing is ever said on it.
            }
        } catch (IOException broken) {
            // As good as an end.
        }
        Thread last = new Thread(Parent::haltSoon, "pipectl-halt");
        last.setDaemon(true);
        last.start();
        System.exit(0);
    }

    /** Hooks that hang must not keep a process that nobody wants. */
    private static void haltSoon() {
        try {
            Thread.sleep(CLOSING_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}

package dev.pipectl.local;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The cluster's task slots: a job that would not fit waits here, in turn, instead of failing for want of resources. */
final class Slots {
    private final int all;
    private final Semaphore free;

    Slots(int all) {
        this.all = all;
        this.free = new Semaphore(all, true);
    }

    interface Waiting {
        /** Called now and then; throws when the one who waits has gone. */
        void stillThere() throws IOException;
    }

    int all() {
        return all;
    }

    void take(int count, Waiting waiting) throws IOException, InterruptedException {
        while (!free.tryAcquire(count, 250, TimeUnit.MILLISECONDS)) {
            waiting.stillThere();
        }
    }

    void release(int count) {
        free.release(count);
    }
}

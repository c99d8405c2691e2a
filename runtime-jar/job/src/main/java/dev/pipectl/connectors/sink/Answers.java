package dev.pipectl.connectors.sink;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * What other threads report to a writer. Between records the task's mailbox takes it in; while a checkpoint waits for the
 * writer, the writer takes it in itself. For the mailbox would let in what other operators of the chain wait for, too: a
 * lookup's row that came then would reach a local aggregate that has already sent on what it holds, and would be neither in
 * the lookup's state nor behind the aggregate.
 */
final class Answers {
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService time;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();

    Answers(MailboxExecutor mailbox, ProcessingTimeService time) {
        this.mailbox = mailbox;
        this.time = time;
    }

    /** Has something done on the task's thread. */
    void execute(Runnable answer, String what) {
        waiting.add(answer);
        mailbox.execute(this::takeOne, what);
    }

    private void takeOne() {
        Runnable answer = waiting.poll();
        if (answer != null) {
            answer.run();
        }
    }

    /** Lets one answer in, or time pass up to that moment, and nothing else. */
    void await(long until) throws InterruptedException {
        long millis = until == Lane.NEVER ? Long.MAX_VALUE : Math.max(0, until - time.getCurrentProcessingTime()) + 1;
        Runnable answer = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (answer != null) {
            answer.run();
        }
    }
}

package dev.pipectl.connectors.sink;

import dev.pipectl.functions.LetterIdentity;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.IOUtils;

/**
 * Writes an output's rows, and the letters of those that its service refuses. It has no state: at a checkpoint everything
 * is with the services, so what comes after one is what comes again after a failure.
 */
final class BatchingWriter<P> implements SinkWriter<RowData> {
    private final TaskContext task;
    private final OpenDelivery<P> rows;
    /** Null where there is no target. */
    private final OpenDelivery<?> letters;

    private BatchingWriter(TaskContext task, OpenDelivery<P> rows, OpenDelivery<?> letters) {
        this.task = task;
        this.rows = rows;
        this.letters = letters;
    }

    /** A writer that sends the letters of refused rows to a target. */
    static <P> BatchingWriter<P> withLetters(
            BatchingSink.Names names, Delivery<P> delivery, Delivery<?> target, TaskContext task) {
        OpenDelivery<?> letters = new OpenDelivery<>(target, LetterRow.STAGE, task, RefusedRowException::stopLetters);
        LetterIdentity identity = new LetterIdentity();
        try {
            return new BatchingWriter<>(task, new OpenDelivery<>(delivery, names.output(), task, (row, refusal, resource) ->
                    letters.write(LetterRow.rejected(identity, names.pipeline(), names.output(), row.get(), refusal))), letters);
        } catch (RuntimeException | Error failed) {
            IOUtils.closeQuietly(letters);
            throw failed;
        }
    }

    /** A writer that stops the job when a row is refused. */
    static <P> BatchingWriter<P> withoutLetters(BatchingSink.Names names, Delivery<P> delivery, TaskContext task) {
        return new BatchingWriter<>(task, new OpenDelivery<>(delivery, names.output(), task, (row, refusal, resource) ->
                RefusedRowException.stop(names.output(), refusal, resource)), null);
    }

    @Override
    public void write(RowData row, Context context) throws InterruptedException {
        rows.write(row);
        while (rows.isFull() || letters != null && letters.isFull()) {
            task.mailbox().yield();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        rows.flush();
        if (letters != null) {
            letters.flush();
        }
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(rows, letters);
    }
}

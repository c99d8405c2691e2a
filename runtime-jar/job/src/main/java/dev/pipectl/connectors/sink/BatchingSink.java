package dev.pipectl.connectors.sink;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/** Writes the rows of an output to a service in batches, at least once, and what the service refuses to the dead letters. */
public final class BatchingSink implements Sink<RowData> {
    private static final long serialVersionUID = 1L;

    /** The names that stand in counters and letters. */
    record Names(String output, String pipeline) implements Serializable {}

    private final Names names;
    private final Delivery<?> delivery;
    private final Delivery<?> letters;

    /**
     * The sink of an output.
     *
     * @param output the output's name
     * @param pipeline the pipeline's name, for letters
     * @param letters how letters get to their target; null when there is none, and the job stops at the first rejection
     */
    public BatchingSink(String output, String pipeline, Delivery<?> delivery, Delivery<?> letters) {
        this.names = new Names(output, pipeline);
        this.delivery = delivery;
        this.letters = letters;
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        TaskContext task = TaskContext.of(context);
        return letters == null
                ? BatchingWriter.withoutLetters(names, delivery, task)
                : BatchingWriter.withLetters(names, delivery, letters, task);
    }
}

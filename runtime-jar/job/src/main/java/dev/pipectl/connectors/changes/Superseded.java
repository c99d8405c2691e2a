package dev.pipectl.connectors.changes;

import dev.pipectl.metrics.StageCounters;
import java.io.Serializable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts the rows of an output that were not written because a newer one was there. One per writer, for all its lanes. */
public final class Superseded implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String output;
    private transient Counter counter;

    /** The count of an output. */
    public Superseded(String output) {
        this.output = output;
    }

    /** Opens the count where the writer runs. */
    public synchronized void open(MetricGroup group) {
        counter = StageCounters.of(group).counter(output, "superseded");
    }

    /** One more. */
    public synchronized void add() {
        counter.inc();
    }
}

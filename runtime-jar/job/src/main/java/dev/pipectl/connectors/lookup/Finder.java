package dev.pipectl.connectors.lookup;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

/** Finds the row with a key, somewhere else. */
public interface Finder extends Serializable {
    /** Called once in each subtask, before the first key. */
    void open(MetricGroup group) throws Exception;

    /** The row whose primary key has these parts, in the key's order, or null when there is none. The parts are never null. */
    CompletableFuture<RowData> find(Object[] key);

    /** Called when the subtask ends, also after a failure. */
    void close() throws Exception;
}

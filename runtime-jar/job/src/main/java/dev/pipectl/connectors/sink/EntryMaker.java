package dev.pipectl.connectors.sink;

import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

/** Makes entries from rows, on the task's thread. */
public interface EntryMaker<P> {
    /** Opens a maker where the writer runs. */
    @FunctionalInterface
    interface Factory<P> extends Serializable {
        /** A maker whose metrics belong to the operator of the group. */
        EntryMaker<P> open(MetricGroup group);
    }

    /** Takes what a row becomes. */
    interface Entries<P> {
        /** Something to be written. */
        void add(Entry<P> entry);

        /** A row that the service would refuse, with what the service would say. */
        void refuse(Supplier<byte[]> row, String code, String message);
    }

    /** Makes the entries of a row; none, one, or several. */
    void make(RowData row, Entries<P> out);

    /** Nothing follows for now: what waited for a next row is due. Called before a checkpoint and at the end. */
    default void settle(Entries<P> out) {}
}

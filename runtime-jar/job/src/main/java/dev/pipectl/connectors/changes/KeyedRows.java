package dev.pipectl.connectors.changes;

import dev.pipectl.connectors.sink.EntryMaker;
import org.apache.flink.table.data.RowData;

/** What rows of a table with a key become in a service. */
public interface KeyedRows<P> {
    /** A text that two rows have in common exactly when they have the same key. */
    String key(RowData row);

    /** Makes what writes a row, or what removes it; a row that is removed may hold nothing but its key. */
    void make(RowData row, String key, boolean remove, EntryMaker.Entries<P> out);
}

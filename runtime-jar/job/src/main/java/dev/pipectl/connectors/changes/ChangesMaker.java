package dev.pipectl.connectors.changes;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/**
 * Makes entries from the changes of a table with a key.
 *
 * <p>Behind a filter Flink takes a row back with UPDATE_BEFORE, and sends the new one only where it passes: what is taken
 * back and not replaced by the very next row is removed.
 */
public final class ChangesMaker<P> implements EntryMaker<P>, EntryMaker.Entries<P> {
    private final KeyedRows<P> rows;
    /** The key of a row that was taken back and may still be replaced, and what would remove it; null when there is none. */
    private String takenBack;
    private Consumer<Entries<P>> removal;

    /** A maker of what the rows become. */
    public ChangesMaker(KeyedRows<P> rows) {
        this.rows = rows;
    }

    @Override
    public void make(RowData row, Entries<P> out) {
        String key = rows.key(row);
        if (!key.equals(takenBack)) {
            settle(out);
        }
        takenBack = null;
        RowKind kind = row.getRowKind();
        if (kind == RowKind.UPDATE_BEFORE) {
            rows.make(row, key, true, this);
            takenBack = key;
        } else {
            rows.make(row, key, kind == RowKind.DELETE, out);
        }
    }

    @Override
    public void settle(Entries<P> out) {
        if (takenBack != null) {
            takenBack = null;
            removal.accept(out);
        }
    }

    @Override
    public void add(Entry<P> entry) {
        removal = out -> out.add(entry);
    }

    @Override
    public void refuse(Supplier<byte[]> row, String code, String message) {
        removal = out -> out.refuse(row, code, message);
    }
}

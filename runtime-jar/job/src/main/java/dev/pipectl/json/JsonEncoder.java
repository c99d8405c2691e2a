package dev.pipectl.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Writes rows as JSON objects, as {@code JSON.stringify} writes what the author's code would hold: numbers as JavaScript
 * prints them, times as ISO-8601 in UTC with milliseconds, bytes as base64, missing values as null.
 *
 * <p>Columns whose names begin with {@code $} are hidden and left out.
 */
public final class JsonEncoder {
    static final byte[] NULL = "null".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.ISO_8859_1);

    private final int[] columns;
    private final byte[][] openings;
    private final ValueWriter.Column[] writers;

    private JsonEncoder(RowType type, IntPredicate chosen) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            if (chosen.test(i)) {
                columns.add(i);
            }
        }
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        openings = new byte[columns.size()][];
        writers = new ValueWriter.Column[columns.size()];
        for (int i = 0; i < this.columns.length; i++) {
            JsonBuffer opening = new JsonBuffer();
            opening.raw(i == 0 ? '{' : ',');
            byte[] name = type.getFieldNames().get(this.columns[i]).getBytes(StandardCharsets.UTF_8);
            opening.string(name, 0, name.length);
            opening.raw(':');
            openings[i] = opening.copy(0);
            writers[i] = ValueWriter.of(type.getTypeAt(this.columns[i])).column();
        }
    }

    /** An encoder of all columns that are not hidden; throws an IllegalArgumentException for a type JSON can't hold. */
    public static JsonEncoder of(RowType type) {
        return new JsonEncoder(type, i -> !isHidden(type, i));
    }

    /** An encoder of some columns, hidden ones included. */
    public static JsonEncoder of(RowType type, IntPredicate chosen) {
        return new JsonEncoder(type, chosen);
    }

    /** Whether a column is for the sink only and no part of its documents. */
    public static boolean isHidden(RowType type, int column) {
        return type.getFieldNames().get(column).startsWith("$");
    }

    /** Appends the row as an object. */
    public void encode(RowData row, JsonBuffer out) {
        for (int i = 0; i < columns.length; i++) {
            out.raw(openings[i]);
            int column = columns[i];
            if (row.isNullAt(column)) {
                out.raw(NULL);
            } else {
                writers[i].write(row, column, out);
            }
        }
        if (columns.length == 0) {
            out.raw(EMPTY);
        } else {
            out.raw('}');
        }
    }
}

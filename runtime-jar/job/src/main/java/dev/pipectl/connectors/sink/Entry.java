package dev.pipectl.connectors.sink;

import java.util.function.Supplier;

/**
 * One entry of a batch, made from a row on the task's thread. It holds nothing that Flink uses again for the next row.
 *
 * @param payload what the service takes
 * @param bytes how much of the service's limits it uses up
 * @param key what tells entries apart that must not overtake each other; null when entries are independent
 * @param rows how many rows are written with it: 0 for all but the last of the entries that a row is cut into
 * @param row the row as JSON, asked for only when the service refuses it
 */
public record Entry<P>(P payload, int bytes, String key, int rows, Supplier<byte[]> row) {
    /** The entry of one row. */
    public Entry(P payload, int bytes, String key, Supplier<byte[]> row) {
        this(payload, bytes, key, 1, row);
    }
}

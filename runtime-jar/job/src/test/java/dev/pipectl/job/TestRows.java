package dev.pipectl.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.Row;

/** The rows that tests feed in and collect, by table; one JVM runs everything. */
final class TestRows {
    static final Map<String, List<RowData>> INPUTS = new ConcurrentHashMap<>();
    private static final Map<String, Queue<Row>> OUTPUTS = new ConcurrentHashMap<>();

    private TestRows() {}

    static Queue<Row> output(String name) {
        return OUTPUTS.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>());
    }

    static List<Row> take(String name) {
        List<Row> rows = new ArrayList<>(output(name));
        OUTPUTS.remove(name);
        return rows;
    }

    static RowData input(String name, long index) {
        return INPUTS.get(name).get((int) index);
    }
}

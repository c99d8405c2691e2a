package dev.pipectl.connectors.changes;

import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.table.data.RowData;

/** A target of dead letters in this JVM: each is its detail and its record. */
public final class Letters {
    private static final List<String> SENT = new CopyOnWriteArrayList<>();
    private static final int DETAIL = 4;
    private static final int RECORD = 8;

    private Letters() {}

    /** A delivery to here. */
    public static Delivery<String> delivery() {
        SENT.clear();
        return Delivery.independent(
                group -> (row, out) -> {
                    String text = text(row);
                    out.add(new Entry<>(text, text.length(), null, () -> text.getBytes(StandardCharsets.UTF_8)));
                },
                Service::new,
                new BatchLimits(10, 1 << 20, 1 << 20, Duration.ofMillis(10)));
    }

    /** What has come. */
    public static List<String> sent() {
        return List.copyOf(SENT);
    }

    private static String text(RowData letter) {
        String record = letter.getString(RECORD).toString();
        return letter.getString(DETAIL) + " <- " + (record.length() > 200 ? record.substring(0, 40) + "…" : record);
    }

    private static final class Service implements BatchService<String> {
        @Override
        public List<Verdict> send(List<Entry<String>> batch) {
            batch.forEach(entry -> SENT.add(entry.payload()));
            return batch.stream().map(entry -> Verdict.WRITTEN).toList();
        }

        @Override
        public String action() {
            return "test:Send";
        }

        @Override
        public String resource() {
            return "the list";
        }

        @Override
        public void close() {}
    }
}

package dev.pipectl.connectors.sink;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * How many rows a second the writer passes on to a service that answers at once, rows of one kind after the other. A
 * program, not a test: run it with the class path of the tests.
 */
public final class WriterBenchmark {
    private static final int ROWS = 3_000_000;
    private static final BatchLimits LIMITS = new BatchLimits(500, 4 << 20, 1 << 20, Duration.ofSeconds(1));
    private static final byte[] PAYLOAD = new byte[200];
    private static final Supplier<byte[]> ROW = () -> PAYLOAD;

    private WriterBenchmark() {}

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 3; round++) {
            measure("independent rows", SameKey.inTurn(), 0);
            measure("1,000,000 keys, the last wins", SameKey.lastWins(), 1_000_000);
            measure("1,000 keys, the last wins", SameKey.lastWins(), 1_000);
            measure("1,000,000 keys, each in turn", SameKey.inTurn(), 1_000_000);
        }
    }

    private static void measure(String what, SameKey<byte[]> sameKey, int keys) throws Exception {
        String[] names = new String[keys];
        for (int i = 0; i < keys; i++) {
            names[i] = "key-" + i;
        }
        int[] next = {0};
        EntryMaker<byte[]> maker = (row, out) -> {
            String key = keys == 0 ? null : names[(int) (next[0]++ * 2_654_435_761L % keys)];
            out.add(new Entry<>(PAYLOAD, PAYLOAD.length, key, ROW));
        };
        try (LiveTask task = new LiveTask()) {
            Delivery<byte[]> delivery = new Delivery<>(group -> maker, AtOnce::new, LIMITS, sameKey, Delivery.LANES);
            BatchingWriter<byte[]> writer =
                    BatchingWriter.withoutLetters(new BatchingSink.Names("out", "p"), delivery, task.context());
            RowData row = GenericRowData.of(1L);
            long began = System.nanoTime();
            for (int i = 0; i < ROWS; i++) {
                writer.write(row, null);
                while (task.tryYield()) {}
            }
            writer.flush(true);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%-32s %,12.0f rows/s%n", what, ROWS / seconds);
            writer.close();
        }
    }

    private static final class AtOnce implements BatchService<byte[]> {
        @Override
        public List<Verdict> send(List<Entry<byte[]>> batch) {
            return Collections.nCopies(batch.size(), Verdict.WRITTEN);
        }

        @Override
        public String action() {
            return "nothing:Do";
        }

        @Override
        public String resource() {
            return "nothing";
        }

        @Override
        public void close() {}
    }
}

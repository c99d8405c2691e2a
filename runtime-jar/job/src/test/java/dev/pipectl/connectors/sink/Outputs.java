package dev.pipectl.connectors.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

/** A writer over scripted services, whose rows are {@code key:value} or just a value, with what it takes to drive it. */
final class Outputs implements AutoCloseable {
    static final BatchLimits LIMITS = new BatchLimits(3, 100, 40, Duration.ofSeconds(1));

    final SimulatedTask task;
    final ScriptedService service;
    final ScriptedService letters;
    final BatchingWriter<String> writer;

    private Outputs(SimulatedTask task, ScriptedService service, ScriptedService letters, BatchingWriter<String> writer) {
        this.task = task;
        this.service = service;
        this.letters = letters;
        this.writer = writer;
    }

    static Outputs of(ScriptedService service, ScriptedService letters, BatchLimits limits, SameKey<String> sameKey, int lanes, long seed) {
        SimulatedTask task = new SimulatedTask(seed);
        BatchingSink.Names names = new BatchingSink.Names("out", "p");
        Delivery<String> delivery = new Delivery<>(group -> Outputs::entry, () -> service, limits, sameKey, lanes);
        Delivery<String> target = new Delivery<>(
                group -> Outputs::letter, () -> letters, new BatchLimits(10, 100_000, 100_000, Duration.ofSeconds(1)), SameKey.inTurn(), 1);
        return new Outputs(task, service, letters, letters == null
                ? BatchingWriter.withoutLetters(names, delivery, task.context())
                : BatchingWriter.withLetters(names, delivery, target, task.context()));
    }

    /** One lane, the last write of a key wins. */
    static Outputs of(ScriptedService service) {
        return of(service, new ScriptedService(), LIMITS, SameKey.lastWins(), 1, 0);
    }

    static void entry(RowData row, EntryMaker.Entries<String> out) {
        String text = row.getString(0).toString();
        int colon = text.indexOf(':');
        byte[] json = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        if (text.startsWith("!")) {
            out.refuse(() -> json, "Local", "begins badly");
        } else {
            out.add(new Entry<>(text, text.length(), colon < 0 ? null : text.substring(0, colon), () -> json));
        }
    }

    /** Reason, detail and record. */
    private static void letter(RowData row, EntryMaker.Entries<String> out) {
        String text = row.getString(3) + " | " + row.getString(4) + " | " + row.getString(8);
        out.add(new Entry<>(text, text.length(), null, () -> text.getBytes(StandardCharsets.UTF_8)));
    }

    Outputs write(String... texts) throws InterruptedException {
        for (String text : texts) {
            writer.write(GenericRowData.of(StringData.fromString(text)), null);
        }
        return this;
    }

    Outputs checkpoint() throws InterruptedException {
        writer.flush(false);
        return this;
    }

    /** {@code in written rejected} of a stage. */
    String books(String stage) {
        return task.metrics.term(stage, "in") + " " + task.metrics.term(stage, "written") + " " + task.metrics.term(stage, "rejected");
    }

    @Override
    public void close() throws Exception {
        writer.close();
    }
}

package dev.pipectl.connectors.deadletters;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.connectors.sink.LetterRow;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;

/** Makes messages of the rows that are letters, and counts them by reason. */
final class LetterMaker implements EntryMaker<Letter> {
    private final JsonEncoder encoder = JsonEncoder.of(LetterRow.TYPE);
    private final JsonBuffer buffer = new JsonBuffer();
    private final int longest;
    private final MetricGroup group;
    private final Map<String, Counter> byReason = new HashMap<>();

    /** A maker of messages of at most so many bytes. What is counted of the reasons is there before the first letter. */
    LetterMaker(int longest, List<String> reasons, MetricGroup group) {
        this.longest = longest;
        this.group = group.addGroup("kinesisanalytics");
        reasons.forEach(this::ofReason);
    }

    @Override
    public void make(RowData row, Entries<Letter> out) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        String id = LetterRow.id(row);
        byte[] json = LetterText.forQueues(buffer.copy(0));
        List<byte[]> parts = json.length <= longest ? List.of(json) : LetterText.parts(id, json, longest);
        for (int i = 0; i < parts.size(); i++) {
            byte[] part = parts.get(i);
            out.add(new Entry<>(new Letter(id, part), part.length, null, i < parts.size() - 1 ? 0 : 1, () -> json));
        }
        ofReason(LetterRow.reason(row)).inc();
    }

    private Counter ofReason(String reason) {
        return byReason.computeIfAbsent(reason, this::counter);
    }

    private Counter counter(String reason) {
        MetricGroup ofReason = group.addGroup("reason", reason);
        Counter counter = ofReason.counter("deadLetters");
        ofReason.meter("deadLettersPerSecond", new MeterView(counter));
        return counter;
    }
}

package dev.pipectl.connectors.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.connectors.sink.LetterRow;
import dev.pipectl.connectors.sink.RecordingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

class LetterMakerTest {
    private final RecordingMetrics metrics = new RecordingMetrics();
    private final List<Entry<Letter>> made = new ArrayList<>();

    @Test
    void countsEachReasonFromTheStartOn() {
        new LetterMaker(1000, LetterRow.REASONS_OF_RECORDS, metrics);
        assertThat(metrics.paths()).containsExactlyInAnyOrder(
                "kinesisanalytics.reason.undecodable.deadLetters",
                "kinesisanalytics.reason.undecodable.deadLettersPerSecond",
                "kinesisanalytics.reason.invalid.deadLetters",
                "kinesisanalytics.reason.invalid.deadLettersPerSecond",
                "kinesisanalytics.reason.late.deadLetters",
                "kinesisanalytics.reason.late.deadLettersPerSecond");
        assertThat(metrics.count("kinesisanalytics.reason.late.deadLetters")).isZero();
    }

    @Test
    void countsALetterOnceHoweverManyMessagesItTakes() {
        LetterMaker maker = new LetterMaker(1000, LetterRow.REASONS_OF_RECORDS, metrics);
        make(maker, "late", "short");
        assertThat(made).hasSize(1);
        make(maker, "late", "x".repeat(3000));
        make(maker, "invalid", "short");
        assertThat(made).hasSizeGreaterThan(5);
        assertThat(metrics.count("kinesisanalytics.reason.late.deadLetters")).isEqualTo(2);
        assertThat(metrics.count("kinesisanalytics.reason.invalid.deadLetters")).isEqualTo(1);
        assertThat(metrics.count("kinesisanalytics.reason.undecodable.deadLetters")).isZero();
    }

    private void make(LetterMaker maker, String reason, String record) {
        GenericRowData row = new GenericRowData(LetterRow.TYPE.getFieldCount());
        row.setField(0, StringData.fromString("0123456789abcdef0123456789abcdef"));
        row.setField(3, StringData.fromString(reason));
        row.setField(8, StringData.fromString(record));
        maker.make(row, new EntryMaker.Entries<>() {
            @Override
            public void add(Entry<Letter> entry) {
                made.add(entry);
            }

            @Override
            public void refuse(Supplier<byte[]> refused, String code, String message) {
                throw new AssertionError(message);
            }
        });
    }
}

package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.Timestamps;
import dev.pipectl.metrics.StageCounters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowMakerTest {
    private static final long ARRIVAL = 1_769_860_800_000L;

    private final MetricGroup group = new UnregisteredMetricsGroup();
    private final RowMaker rows = new RowMaker(
            new SourceSpec(
                    "playback",
                    new DecoderOptions("[{\"name\":\"at\",\"type\":\"timestamp\"}]", List.of("at"), Timestamps.MILLIS, 1000),
                    1,
                    List.of(SourceTable.ORIGIN, SourceTable.TIME)),
            group);

    @Test
    void countsEachRecordOnceAsWhatItIs() {
        row("{\"at\":" + ARRIVAL + "}");
        assertThat(rows.accepted()).isTrue();
        row("{\"at\":" + (ARRIVAL + 2000) + "}");
        row("{}");
        row("{");
        assertThat(rows.accepted()).isFalse();
        assertThat(count("read")).isEqualTo(4);
        assertThat(count("invalid")).isEqualTo(2);
        assertThat(count("undecodable")).isEqualTo(1);
    }

    @Test
    void givesFaultyRecordsTheEarliestTimeAndTheirOrigin() {
        RowData row = row("{\"at\":\"soon\"}");
        assertThat(row.isNullAt(0)).isTrue();
        assertThat(row.getTimestamp(2, 3)).isEqualTo(TimestampData.fromEpochMillis(0));
        assertThat(origin(row.getRow(1, 8))).isEqualTo("playback shard-1 17 2026-01-31T12:00 {\"at\":\"soon\"} utf8 invalid"
                + " `at`: expected a time in milliseconds since 1970, found a string.");
    }

    @Test
    void givesAcceptedRecordsNoFault() {
        RowData row = row("{\"at\":" + ARRIVAL + "}");
        assertThat(row.getTimestamp(2, 3)).isEqualTo(TimestampData.fromEpochMillis(ARRIVAL));
        assertThat(origin(row.getRow(1, 8))).isEqualTo("playback shard-1 17 2026-01-31T12:00 {\"at\":" + ARRIVAL + "} utf8 null null");
    }

    @Test
    void keepsBytesThatAreNoTextAsBase64() {
        byte[] record = {'{', (byte) 0xff, '}'};
        RowData row = rows.row(record, 0, 3, new Position());
        assertThat(origin(row.getRow(1, 8))).isEqualTo(
                "playback shard-1 17 2026-01-31T12:00 e/99 base64 undecodable The record is not UTF-8 at byte 2.");
    }

    private RowData row(String record) {
        byte[] bytes = ("xx" + record + "yy").getBytes(StandardCharsets.UTF_8);
        return rows.row(bytes, 2, bytes.length - 2, new Position());
    }

    private long count(String term) {
        return StageCounters.of(group).counter("playback", term).getCount();
    }

    /** Read through Flink's serializer, as on the way to another task. */
    private static String origin(RowData lazy) {
        RowType type = (RowType) OriginRow.TYPE.getLogicalType();
        RowData origin = new RowDataSerializer(type).toBinaryRow(lazy);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(origin);
            text.append(i == 0 ? "" : " ").append(value instanceof TimestampData time ? time.toLocalDateTime() : value);
        }
        return text.toString();
    }

    private static final class Position implements RecordPosition {
        @Override
        public StringData shard() {
            return StringData.fromString("shard-1");
        }

        @Override
        public StringData sequence() {
            return StringData.fromString("17");
        }

        @Override
        public TimestampData arrivalTime() {
            return TimestampData.fromEpochMillis(ARRIVAL);
        }
    }
}

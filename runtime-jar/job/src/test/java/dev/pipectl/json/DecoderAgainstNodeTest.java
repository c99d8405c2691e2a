package dev.pipectl.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

class DecoderAgainstNodeTest {
    private final RecordDecoder decoder = new RecordDecoder(new DecoderOptions(
            RandomRecords.CONTRACT.replace("'", "\""), List.of("at"), Timestamps.ISO, 0));

    @Test
    void judgesAndDecodesAsJsonParseDoes() throws Exception {
        RandomRecords records = new RandomRecords(42);
        List<byte[]> all = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            byte[] record = records.next();
            all.add(record);
            lines.add(Base64.getEncoder().encodeToString(record));
        }
        List<String> expected = Node.answers("decode-judge.mjs", lines);
        Map<String, Integer> verdicts = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String verdict = verdict(all.get(i), i);
            if (!verdict.equals(expected.get(i))) {
                differences.add(new String(all.get(i), java.nio.charset.StandardCharsets.UTF_8) + "\n  expected " + expected.get(i) + "\n  found    " + verdict);
            }
            verdicts.merge(verdict.startsWith("undecodable") || verdict.startsWith("invalid") ? verdict : "accepted", 1, Integer::sum);
        }
        assertThat(differences.subList(0, Math.min(5, differences.size()))).isEmpty();
        assertThat(verdicts.get("accepted")).isGreaterThan(8000);
        assertThat(verdicts.get("undecodable")).isGreaterThan(4000);
        assertThat(verdicts.keySet()).hasSize(15);
        assertThat(verdicts.values()).allMatch(count -> count > 30);
    }

    /** The decoder's verdict, on bytes that stand anywhere in a larger array. */
    private String verdict(byte[] record, int number) {
        int before = number % 11;
        byte[] chunk = new byte[before + record.length + number % 5];
        java.util.Arrays.fill(chunk, (byte) '"');
        System.arraycopy(record, 0, chunk, before, record.length);
        GenericRowData row = new GenericRowData(13);
        if (decoder.decode(chunk, before, before + record.length, RecordDecoder.NO_ARRIVAL, row)) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < 13; i++) {
                values.add(canonical(row.getField(i)));
            }
            assertThat(decoder.eventTime()).isEqualTo(row.getField(6));
            return String.join(" ", values);
        }
        for (int i = 0; i < 13; i++) {
            assertThat(row.getField(i)).isNull();
        }
        assertThat(decoder.detail()).isNotEmpty();
        if (decoder.fault() == Fault.UNDECODABLE) {
            return "undecodable";
        }
        return "invalid " + decoder.detail().replaceAll("^`([^`.\\[]+).*", "$1");
    }

    private static String canonical(Object value) {
        if (value instanceof StringData) {
            return HexFormat.of().formatHex(((StringData) value).toBytes());
        } else if (value instanceof Double) {
            return String.format("%016x", Double.doubleToRawLongBits((Double) value));
        } else if (value instanceof TimestampData) {
            return Long.toString(((TimestampData) value).getMillisecond());
        } else if (value instanceof byte[]) {
            return HexFormat.of().formatHex((byte[]) value);
        } else if (value instanceof GenericArrayData) {
            List<String> elements = new ArrayList<>();
            for (Object element : ((GenericArrayData) value).toObjectArray()) {
                elements.add(canonical(element));
            }
            return '[' + String.join(",", elements) + ']';
        } else if (value instanceof GenericMapData) {
            GenericMapData map = (GenericMapData) value;
            List<String> entries = new ArrayList<>();
            for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
                entries.add(canonical(key) + ':' + canonical(map.get(key)));
            }
            entries.sort(null);
            return '{' + String.join(",", entries) + '}';
        } else if (value instanceof GenericRowData) {
            GenericRowData row = (GenericRowData) value;
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                fields.add(canonical(row.getField(i)));
            }
            return '(' + String.join(",", fields) + ')';
        }
        return String.valueOf(value);
    }
}

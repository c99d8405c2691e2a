package dev.pipectl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;

/** Measures decoding and encoding of playback events; run it by hand. */
public final class JsonBenchmark {
    private static final int EVENTS = 200_000;
    private static final String CONTRACT = "[{'name':'eventId','type':'string'},{'name':'userId','type':'string'},"
            + "{'name':'titleId','type':'string'},{'name':'kind','type':'string','oneOf':['pause','play','search','seek','stop']},"
            + "{'name':'device','type':'string','nullable':true},{'name':'watchedSeconds','type':'number'},"
            + "{'name':'at','type':'timestamp'}]";

    private JsonBenchmark() {}

    /** Prints million rows a second, round by round. */
    public static void main(String[] args) throws Exception {
        for (Timestamps timestamps : new Timestamps[] {Timestamps.ISO, Timestamps.MILLIS}) {
            List<Integer> ends = new ArrayList<>();
            byte[] records = records(timestamps, ends);
            System.out.printf("%s times, %d bytes a record%n", timestamps, records.length / EVENTS);
            RecordDecoder decoder = new RecordDecoder(new DecoderOptions(CONTRACT.replace("'", "\""), List.of("at"), timestamps, 0));
            GenericRowData[] rows = new GenericRowData[EVENTS];
            for (int round = 0; round < 30; round++) {
                long start = cpu();
                double sum = 0;
                for (int i = 0, from = 0; i < EVENTS; i++) {
                    int end = ends.get(i);
                    GenericRowData row = new GenericRowData(9);
                    if (!decoder.decode(records, from, end, RecordDecoder.NO_ARRIVAL, row)) {
                        throw new IllegalStateException(decoder.detail());
                    }
                    sum += row.getDouble(5) + row.getTimestamp(6, 3).getMillisecond();
                    from = end + 1;
                }
                print("decode", start, sum);
            }
            for (int i = 0, from = 0; i < EVENTS; i++) {
                rows[i] = new GenericRowData(9);
                decoder.decode(records, from, ends.get(i), RecordDecoder.NO_ARRIVAL, rows[i]);
                from = ends.get(i) + 1;
            }
            for (int round = 0; round < 30; round++) {
                long start = cpu();
                print("jackson", start, jackson(records, timestamps));
            }
            JsonEncoder encoder = JsonEncoder.of((RowType) DataTypes.ROW(
                    DataTypes.FIELD("eventId", DataTypes.STRING()), DataTypes.FIELD("userId", DataTypes.STRING()),
                    DataTypes.FIELD("titleId", DataTypes.STRING()), DataTypes.FIELD("kind", DataTypes.STRING()),
                    DataTypes.FIELD("device", DataTypes.STRING()), DataTypes.FIELD("watchedSeconds", DataTypes.DOUBLE()),
                    DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3))).getLogicalType());
            JsonBuffer out = new JsonBuffer();
            for (int round = 0; round < 30; round++) {
                long start = cpu();
                long sum = 0;
                for (GenericRowData row : rows) {
                    encoder.encode(row, out);
                    sum += out.length();
                    out.truncate(0);
                }
                print("encode", start, sum);
            }
        }
    }

    /** Time of this thread on the processor: other work on the machine does not count. */
    private static long cpu() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void print(String what, long start, double sum) {
        System.out.printf("%-8s %.2f M rows/s (%.6g)%n", what, EVENTS * 1e3 / (cpu() - start), sum);
    }

    private static byte[] records(Timestamps timestamps, List<Integer> ends) {
        Random random = new Random(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] kinds = {"play", "pause", "seek", "stop", "search"};
        for (int i = 0; i < EVENTS; i++) {
            long at = 1_769_860_800_000L + i * 7L;
            String record = "{\"eventId\":\"" + new java.util.UUID(random.nextLong(), random.nextLong()) + "\",\"userId\":\"user-" + random.nextInt(100_000)
                    + "\",\"titleId\":\"title-" + random.nextInt(5000) + "\",\"kind\":\"" + kinds[random.nextInt(5)] + "\""
                    + (random.nextInt(4) == 0 ? "" : ",\"device\":\"" + (random.nextBoolean() ? "television" : "phone") + "\"")
                    + ",\"watchedSeconds\":" + random.nextInt(3600) + "." + random.nextInt(1000)
                    + ",\"at\":" + (timestamps == Timestamps.ISO ? "\"" + Instant.ofEpochMilli(at).toString() + "\"" : at) + "}\n";
            out.writeBytes(record.getBytes(StandardCharsets.UTF_8));
            ends.add(out.size() - 1);
        }
        return out.toByteArray();
    }

    /** The usual way with Jackson: the whole stream, no tree, strings as objects, Instant for times. */
    private static double jackson(byte[] records, Timestamps timestamps) throws Exception {
        double sum = 0;
        try (JsonParser parser = new JsonFactory().createParser(records)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                GenericRowData row = new GenericRowData(9);
                for (String name; (name = parser.nextFieldName()) != null; ) {
                    JsonToken token = parser.nextToken();
                    switch (name) {
                        case "eventId": row.setField(0, StringData.fromString(parser.getText())); break;
                        case "userId": row.setField(1, StringData.fromString(parser.getText())); break;
                        case "titleId": row.setField(2, StringData.fromString(parser.getText())); break;
                        case "kind": row.setField(3, StringData.fromString(parser.getText())); break;
                        case "device": row.setField(4, StringData.fromString(parser.getText())); break;
                        case "watchedSeconds": row.setField(5, parser.getDoubleValue()); break;
                        default: row.setField(6, TimestampData.fromEpochMillis(timestamps == Timestamps.ISO
                                ? Instant.parse(parser.getText()).toEpochMilli() : parser.getLongValue()));
                    }
                }
                sum += row.getDouble(5) + row.getTimestamp(6, 3).getMillisecond();
            }
        }
        return sum;
    }
}

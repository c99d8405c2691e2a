package dev.pipectl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDecoderTest {
    private static final String AT = "{\"name\":\"at\",\"type\":\"timestamp\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"a\":1                      | The record is cut off: its JSON text ends too early, after byte 6.",
        "{\"a\":\"x                    | The record is cut off: its JSON text ends too early, after byte 7.",
        "{\"a\":1}}                    | The record is not JSON: byte 8 can't stand where it is.",
        "{'a':1}                       | The record is not JSON: byte 2 can't stand where it is.",
        "[{\"a\":1}]                   | The record is an array, not an object.",
        "\"text\"                      | The record is a string, not an object.",
        "7                             | The record is a number, not an object.",
        "null                          | The record is null, not an object.",
        "nul                           | The record is cut off: its JSON text ends too early, after byte 3.",
        "hello                         | The record is not JSON: byte 1 can't stand where it is.",
    })
    void saysWhyARecordIsNoJsonObject(String record, String detail) {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"number\"}]");
        decode(decoder, record);
        assertThat(decoder.fault()).isEqualTo(Fault.UNDECODABLE);
        assertThat(decoder.detail()).isEqualTo(detail);
        assertThat(decoder.binary()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"b\":{\"c\":[1]}}                | `a`: expected an integer of 32 bits, found nothing.",
        "{\"a\":null}                       | `a`: expected an integer of 32 bits, found null.",
        "{\"a\":\"7\",\"b\":5}              | `a`: expected an integer of 32 bits, found a string.",
        "{\"b\":5,\"a\":1.5}                | `a`: expected an integer of 32 bits, found a number with a fraction.",
        "{\"a\":2147483648}                 | `a`: expected an integer of 32 bits, found a number out of range.",
        "{\"a\":1,\"b\":5}                  | `b`: expected an object, found a number.",
        "{\"a\":1,\"b\":{}}                 | `b.c`: expected an array, found nothing.",
        "{\"a\":1,\"b\":{\"c\":[1,true]}}   | `b.c[1]`: expected an integer of 64 bits, found a boolean.",
        "{\"a\":1,\"b\":{\"c\":[1,1.0]}}    | `b.c[1]`: expected an integer of 64 bits, found a number with a fraction or an exponent.",
        "{\"a\":1,\"b\":{\"c\":[9223372036854775808]}} | `b.c[0]`: expected an integer of 64 bits, found a number out of range.",
        "{\"a\":1,\"b\":{\"c\":[]},\"d\":{\"k\":\"\\ud800\"}}  | `d.*`: expected a string, found a string with half of a surrogate pair, which can't be represented.",
        "{\"a\":1,\"b\":{\"c\":[]},\"d\":{\"\\ud800\":\"\"}}   | `d`: expected an object, found a key with half of a surrogate pair, which can't be represented.",
    })
    void namesTheFirstFieldThatBreaksTheContract(String record, String detail) {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"int\"},"
                + "{\"name\":\"b\",\"type\":\"row\",\"fields\":[{\"name\":\"c\",\"type\":\"array\",\"of\":{\"type\":\"bigint\"}}]},"
                + "{\"name\":\"d\",\"type\":\"map\",\"nullable\":true,\"of\":{\"type\":\"string\"}}]");
        decode(decoder, record);
        assertThat(decoder.fault()).isEqualTo(Fault.INVALID);
        assertThat(decoder.detail()).isEqualTo(detail);
    }

    @Test
    void prefersUndecodableToInvalid() {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"int\"}]");
        decode(decoder, "{\"a\":\"x\"");
        assertThat(decoder.fault()).isEqualTo(Fault.UNDECODABLE);
        assertThat(decode(decoder, "{\"a\":\"x\",\"a\":1}").getInt(0)).isEqualTo(1);
        assertThat(decoder.fault()).isNull();
    }

    @Test
    void keepsRecordsThatAreNotUtf8AsBytes() {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"int\"}]");
        byte[] record = "{\"a\":1,\"skipped\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(decoder.decode(record, 0, record.length, RecordDecoder.NO_ARRIVAL, new GenericRowData(1))).isFalse();
        assertThat(decoder.binary()).isTrue();
        assertThat(decoder.detail()).isEqualTo("The record is not UTF-8 at byte 19.");
        decode(decoder, "{\"a\":1}");
        assertThat(decoder.binary()).isFalse();
    }

    @Test
    void readsLongsExactly() {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"bigint\",\"nullable\":true}]");
        for (long value : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 9_007_199_254_740_993L, 999_999_999_999_999_999L, 1_000_000_000_000_000_000L}) {
            assertThat(decode(decoder, "{\"a\":" + value + "}").getLong(0)).isEqualTo(value);
        }
        assertThat(decode(decoder, "{\"a\":-0}").getLong(0)).isZero();
        assertThat(decode(decoder, "{}").isNullAt(0)).isTrue();
        for (String token : List.of("9223372036854775808", "-9223372036854775809", "100000000000000000000000", "1e3", "1.0")) {
            decode(decoder, "{\"a\":" + token + "}");
            assertThat(decoder.fault()).as(token).isEqualTo(Fault.INVALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1769860800, 1769860800000", "SECONDS, 1769860800.123, 1769860800123", "SECONDS, 1769860800.1239, 1769860800123",
        "SECONDS, -1.5009, -1500", "SECONDS, 1.7698608e9, 1769860800000", "SECONDS, 1e400,", "SECONDS, 1e-400, 0", "SECONDS, 0, 0",
        "MILLIS, 1769860800123, 1769860800123", "MILLIS, 1769860800123.9, 1769860800123", "MILLIS, 8640000000000000, 8640000000000000",
        "MILLIS, 8640000000000001,", "MILLIS, -8640000000000001,", "MILLIS, 17698608001234567890,", "MILLIS, -0, 0",
        "SECONDS, 8640000000000, 8640000000000000", "SECONDS, 8640000000000.001,", "MILLIS, \"1769860800123\","
    })
    void readsEpochTimesExactly(Timestamps timestamps, String token, Long millis) {
        RecordDecoder decoder = new RecordDecoder(new DecoderOptions('[' + AT + ']', List.of(), timestamps, 0));
        GenericRowData row = decode(decoder, "{\"at\":" + token + "}");
        assertThat(row.getField(0)).isEqualTo(millis == null ? null : TimestampData.fromEpochMillis(millis));
        assertThat(decoder.fault()).isEqualTo(millis == null ? Fault.INVALID : null);
    }

    @Test
    void boundsTheEventTimeByArrival() {
        RecordDecoder decoder = new RecordDecoder(new DecoderOptions(
                "[{\"name\":\"meta\",\"type\":\"row\",\"nullable\":true,\"fields\":[{\"name\":\"at\",\"type\":\"timestamp\",\"nullable\":true}]}]",
                List.of("meta", "at"), Timestamps.MILLIS, 1000));
        long arrival = 1_769_860_800_000L;
        assertThat(judge(decoder, "{\"meta\":{\"at\":" + (arrival + 1000) + "}}", arrival)).isNull();
        assertThat(decoder.eventTime().getMillisecond()).isEqualTo(arrival + 1000);
        assertThat(judge(decoder, "{\"meta\":{\"at\":" + (arrival + 1001) + "}}", arrival))
                .isEqualTo("`meta.at`: the event time is more than 1000 ms after the record's arrival.");
        assertThat(decoder.eventTime()).isNull();
        assertThat(judge(decoder, "{\"meta\":{\"at\":946684800000}}", arrival)).isNull();
        assertThat(judge(decoder, "{\"meta\":{\"at\":946684799999}}", arrival)).isEqualTo("`meta.at`: the event time is before 2000-01-01.");
        assertThat(judge(decoder, "{\"meta\":{\"at\":4102444800000}}", RecordDecoder.NO_ARRIVAL)).isNull();
        assertThat(judge(decoder, "{\"meta\":{\"at\":4102444800001}}", RecordDecoder.NO_ARRIVAL))
                .isEqualTo("`meta.at`: the event time is after 2100-01-01.");
        assertThat(judge(decoder, "{\"meta\":{}}", arrival)).isEqualTo("`meta.at`: expected the event time, found nothing.");
        assertThat(judge(decoder, "{}", arrival)).isEqualTo("`meta.at`: expected the event time, found nothing.");
    }

    @Test
    void findsFieldsInAnyOrderAndByAnyName() {
        StringBuilder contract = new StringBuilder("[");
        StringBuilder forwards = new StringBuilder("{");
        StringBuilder backwards = new StringBuilder();
        int fields = 100;
        for (int i = 0; i < fields; i++) {
            String name = "n".repeat(i % 20) + (i % 7 == 0 ? "\\\"" : "") + i;
            contract.append(i == 0 ? "" : ",").append("{\"name\":\"").append(name).append("\",\"type\":\"int\"}");
            forwards.append(i == 0 ? "" : ",").append('"').append(name).append("\":").append(i);
            backwards.insert(0, '"' + name + "\":" + i + (i == 0 ? "" : ","));
        }
        RecordDecoder decoder = decoder(contract.append(']').toString());
        for (String record : List.of(forwards.append('}').toString(), '{' + backwards.toString() + '}')) {
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            GenericRowData row = new GenericRowData(fields);
            assertThat(decoder.decode(bytes, 0, bytes.length, RecordDecoder.NO_ARRIVAL, row)).isTrue();
            for (int i = 0; i < fields; i++) {
                assertThat(row.getInt(i)).isEqualTo(i);
            }
        }
    }

    @Test
    void survivesDeepNesting() {
        RecordDecoder decoder = decoder("[{\"name\":\"a\",\"type\":\"int\"}]");
        String deep = "{\"a\":1,\"b\":" + "[{\"x\":".repeat(200_000) + "1" + "}]".repeat(200_000);
        assertThat(decode(decoder, deep + "}").getInt(0)).isEqualTo(1);
        decode(decoder, deep);
        assertThat(decoder.fault()).isEqualTo(Fault.UNDECODABLE);
    }

    @Test
    void refusesContractsThatAreNone() {
        for (String contract : List.of("", "{}", "[{\"name\":\"a\"}]", "[{\"name\":\"a\",\"type\":\"STRING\"}]", "[{\"name\":\"a\",\"type\":\"array\"}]", "[{\"name\":\"a\",\"type\":\"row\"}]")) {
            assertThatThrownBy(() -> decoder(contract)).as(contract).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new RecordDecoder(new DecoderOptions('[' + AT + ']', List.of("an"), Timestamps.ISO, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RecordDecoder decoder(String contract) {
        return new RecordDecoder(new DecoderOptions(contract, List.of(), Timestamps.ISO, 0));
    }

    private static String judge(RecordDecoder decoder, String record, long arrival) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        decoder.decode(bytes, 0, bytes.length, arrival, new GenericRowData(1));
        return decoder.detail();
    }

    private static GenericRowData decode(RecordDecoder decoder, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        GenericRowData row = new GenericRowData(3);
        decoder.decode(bytes, 0, bytes.length, RecordDecoder.NO_ARRIVAL, row);
        return row;
    }
}

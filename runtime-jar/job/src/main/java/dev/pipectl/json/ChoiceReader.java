package dev.pipectl.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Reads a string that must be one of a closed set; equal values are one object. */
final class ChoiceReader extends ValueReader {
    private final byte[][] choices;
    private final BinaryStringData[] values;
    private final String expected;

    ChoiceReader(boolean nullable, JsonNode oneOf) {
        super(nullable);
        choices = new byte[oneOf.size()][];
        values = new BinaryStringData[choices.length];
        for (int i = 0; i < choices.length; i++) {
            choices[i] = oneOf.get(i).asText().getBytes(StandardCharsets.UTF_8);
            values[i] = BinaryStringData.fromBytes(choices[i]);
        }
        expected = (choices.length == 1 ? "" : "one of ") + members(oneOf);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '"') {
            return mismatch(cursor);
        }
        cursor.string();
        final byte[] text = cursor.text;
        final int from = cursor.textFrom;
        final int to = cursor.textTo;
        for (int i = 0; i < choices.length; i++) {
            byte[] choice = choices[i];
            if (choice.length == to - from && Arrays.equals(choice, 0, choice.length, text, from, to) && !cursor.loneSurrogate) {
                return values[i];
            }
        }
        return another("another string");
    }

    @Override
    String expected() {
        return expected;
    }
}

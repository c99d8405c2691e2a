package dev.pipectl.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a JSON integer of 64 bits, written without a point and an exponent. */
final class BigintReader extends ValueReader {
    private final long[] choices;
    private final String expected;

    BigintReader(boolean nullable, JsonNode oneOf) {
        super(nullable);
        choices = oneOf == null ? null : new long[oneOf.size()];
        for (int i = 0; oneOf != null && i < choices.length; i++) {
            choices[i] = Long.parseLong(oneOf.get(i).asText());
        }
        expected = oneOf == null ? "an integer of 64 bits" : "one of " + members(oneOf);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '-' && (first < '0' || first > '9')) {
            return mismatch(cursor);
        }
        JsonNumber number = cursor.number();
        if (!number.isInteger()) {
            return another("a number with a fraction or an exponent");
        }
        if (!number.isLong()) {
            return another("a number out of range");
        }
        long value = number.longValue();
        if (choices != null && java.util.Arrays.stream(choices).noneMatch(choice -> choice == value)) {
            return another("another number");
        }
        return value;
    }

    @Override
    String expected() {
        return expected;
    }
}

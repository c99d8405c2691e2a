package dev.pipectl.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a number that must be an integer of 32 bits; 1.0 and 1e2 are integers, as in JavaScript. */
final class IntReader extends ValueReader {
    private final double[] choices;
    private final String expected;

    IntReader(boolean nullable, JsonNode oneOf) {
        super(nullable);
        choices = NumberReader.choices(oneOf);
        expected = oneOf == null ? "an integer of 32 bits" : "one of " + members(oneOf);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '-' && (first < '0' || first > '9')) {
            return mismatch(cursor);
        }
        double value = cursor.number().doubleValue();
        if (value != Math.rint(value)) {
            return another("a number with a fraction");
        }
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            return another("a number out of range");
        }
        return choices != null && !NumberReader.isIn(choices, value) ? another("another number") : (Object) (int) value;
    }

    @Override
    String expected() {
        return expected;
    }
}

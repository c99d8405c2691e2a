package dev.pipectl.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a number as JavaScript does. */
final class NumberReader extends ValueReader {
    private final double[] choices;
    private final String expected;

    NumberReader(boolean nullable, JsonNode oneOf) {
        super(nullable);
        choices = choices(oneOf);
        expected = oneOf == null ? "a number" : "one of " + members(oneOf);
    }

    static double[] choices(JsonNode oneOf) {
        if (oneOf == null) {
            return null;
        }
        double[] choices = new double[oneOf.size()];
        for (int i = 0; i < choices.length; i++) {
            choices[i] = oneOf.get(i).asDouble();
        }
        return choices;
    }

    static boolean isIn(double[] choices, double value) {
        for (double choice : choices) {
            if (choice == value) {
                return true;
            }
        }
        return false;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '-' && (first < '0' || first > '9')) {
            return mismatch(cursor);
        }
        double value = cursor.number().doubleValue();
        return choices != null && !isIn(choices, value) ? another("another number") : (Object) value;
    }

    @Override
    String expected() {
        return expected;
    }
}

package dev.pipectl.json;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads true or false. */
final class BooleanReader extends ValueReader {
    private final boolean allowsTrue;
    private final boolean allowsFalse;

    BooleanReader(boolean nullable, JsonNode oneOf) {
        super(nullable);
        allowsTrue = oneOf == null || allows(oneOf, true);
        allowsFalse = oneOf == null || allows(oneOf, false);
    }

    private static boolean allows(JsonNode oneOf, boolean value) {
        for (JsonNode choice : oneOf) {
            if (choice.asBoolean() == value) {
                return true;
            }
        }
        return false;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first == 't') {
            cursor.literal("true");
            return allowsTrue ? Boolean.TRUE : another("another boolean");
        }
        if (first == 'f') {
            cursor.literal("false");
            return allowsFalse ? Boolean.FALSE : another("another boolean");
        }
        return mismatch(cursor);
    }

    @Override
    String expected() {
        return allowsTrue && allowsFalse ? "a boolean" : allowsTrue ? "true" : "false";
    }
}

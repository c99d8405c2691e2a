package dev.pipectl.json;

import java.util.Arrays;
import java.util.Base64;

/** Reads bytes written as base64. */
final class BytesReader extends ValueReader {
    BytesReader(boolean nullable) {
        super(nullable);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '"') {
            return mismatch(cursor);
        }
        cursor.string();
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(cursor.text, cursor.textFrom, cursor.textTo));
        } catch (IllegalArgumentException e) {
            return another("a string that is not base64");
        }
    }

    @Override
    String expected() {
        return "bytes in base64";
    }
}

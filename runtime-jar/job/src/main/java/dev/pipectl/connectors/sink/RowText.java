package dev.pipectl.connectors.sink;

import dev.pipectl.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows as the letters of refused rows hold them: with all that the sink needs to write them again. */
public final class RowText {
    private RowText() {}

    /** The JSON of a row with one more field in front; its value is a text or null. */
    public static byte[] withHidden(String name, String value, byte[] row) {
        JsonBuffer out = new JsonBuffer();
        out.raw('{');
        text(name, out);
        out.raw(':');
        if (value == null) {
            out.raw("null".getBytes(StandardCharsets.US_ASCII));
        } else {
            text(value, out);
        }
        if (row.length > 2) {
            out.raw(',');
        }
        out.raw(Arrays.copyOfRange(row, 1, row.length));
        return out.copy(0);
    }

    private static void text(String text, JsonBuffer out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.string(utf8, 0, utf8.length);
    }
}

package dev.pipectl.json;

import java.util.Arrays;

/** A string with escapes, resolved into an array of its own. */
final class JsonEscapes {
    private final JsonCursor cursor;
    private byte[] out;
    private int length;
    private boolean loneSurrogate;

    /** Reads the string that begins at {@code from} and needs care at {@code stop}; leaves the cursor behind it. */
    JsonEscapes(JsonCursor cursor, int from, int stop) {
        this.cursor = cursor;
        this.out = new byte[Math.max(16, (stop - from) + 32)];
        byte[] bytes = cursor.bytes;
        int p = from;
        int to = stop;
        while (true) {
            append(bytes, p, to);
            cursor.pos = to;
            if (to >= cursor.end) {
                throw cursor.cut();
            }
            if (bytes[to] == '"') {
                cursor.pos = to + 1;
                return;
            }
            if (bytes[to] != '\\') {
                throw cursor.unexpected();
            }
            p = resolve(to);
            to = JsonText.plainUntil(bytes, p, cursor.end);
        }
    }

    byte[] bytes() {
        return out;
    }

    int length() {
        return length;
    }

    boolean loneSurrogate() {
        return loneSurrogate;
    }

    private int resolve(int at) {
        int after = skip(cursor, at);
        int c = cursor.bytes[at + 1];
        if (c != 'u') {
            append(c == 'b' ? '\b' : c == 'f' ? '\f' : c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c);
            return after;
        }
        int unit = unit(at);
        if (Character.isHighSurrogate((char) unit) && isUnit(after)) {
            int end = skip(cursor, after);
            int low = unit(after);
            if (Character.isLowSurrogate((char) low)) {
                append(Character.toCodePoint((char) unit, (char) low));
                return end;
            }
        }
        if (Character.isSurrogate((char) unit)) {
            loneSurrogate = true;
            append('?');
        } else {
            append(unit);
        }
        return after;
    }

    private boolean isUnit(int at) {
        return at + 1 < cursor.end && cursor.bytes[at] == '\\' && cursor.bytes[at + 1] == 'u';
    }

    private int unit(int at) {
        int value = 0;
        for (int i = at + 2; i < at + 6; i++) {
            value = value << 4 | Character.digit(cursor.bytes[i], 16);
        }
        return value;
    }

    /** Checks the escape at {@code at} and returns the offset behind it. */
    static int skip(JsonCursor cursor, int at) {
        cursor.pos = at + 1;
        if (at + 1 >= cursor.end) {
            throw cursor.cut();
        }
        switch (cursor.bytes[at + 1]) {
            case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
                return at + 2;
            case 'u':
                for (int i = at + 2; i < at + 6; i++) {
                    cursor.pos = i;
                    if (i >= cursor.end) {
                        throw cursor.cut();
                    }
                    if (cursor.bytes[i] < 0 || Character.digit(cursor.bytes[i], 16) < 0) {
                        throw cursor.unexpected();
                    }
                }
                return at + 6;
            default:
                throw cursor.unexpected();
        }
    }

    private void append(byte[] bytes, int from, int to) {
        reserve(to - from);
        System.arraycopy(bytes, from, out, length, to - from);
        length += to - from;
    }

    private void append(int codePoint) {
        reserve(4);
        if (codePoint < 0x80) {
            out[length++] = (byte) codePoint;
            return;
        }
        if (codePoint < 0x800) {
            out[length++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                out[length++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                out[length++] = (byte) (0xf0 | codePoint >> 18);
                out[length++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            }
            out[length++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        out[length++] = (byte) (0x80 | codePoint & 0x3f);
    }

    private void reserve(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}

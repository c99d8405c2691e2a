package dev.pipectl.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A place in the bytes of one record; reads JSON tokens as strictly as JavaScript's {@code JSON.parse}. */
final class JsonCursor {
    byte[] bytes;
    int start;
    int pos;
    int end;

    /** The last string's UTF-8, in the record itself, or in an array of its own when it had escapes. */
    byte[] text;
    int textFrom;
    int textTo;
    /** Whether the last string escapes a surrogate that has no partner, which no UTF-8 text can hold. */
    boolean loneSurrogate;

    private final JsonNumber number = new JsonNumber();
    private byte[] nesting = new byte[16];

    void reset(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.start = start;
        this.pos = start;
        this.end = end;
    }

    /** Skips white space and returns the byte there without passing it. */
    int peek() {
        final byte[] b = bytes;
        int p = pos;
        final int e = end;
        while (p < e) {
            int c = b[p];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                pos = p;
                return c;
            }
            p++;
        }
        pos = p;
        throw cut();
    }

    boolean atEnd() {
        for (; pos < end; pos++) {
            int c = bytes[pos];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    void expect(char c) {
        if (peek() != c) {
            throw unexpected();
        }
        pos++;
    }

    /** Reads the string whose opening quote is here. */
    void string() {
        int from = pos + 1;
        int to = JsonText.plainUntil(bytes, from, end);
        if (to < end && bytes[to] == '"') {
            text = bytes;
            textFrom = from;
            textTo = to;
            loneSurrogate = false;
            pos = to + 1;
        } else {
            escapedString(from, to);
        }
    }

    private void escapedString(int from, int stop) {
        JsonEscapes escapes = new JsonEscapes(this, from, stop);
        text = escapes.bytes();
        textFrom = 0;
        textTo = escapes.length();
        loneSurrogate = escapes.loneSurrogate();
    }

    private void skipString() {
        int p = pos + 1;
        while (true) {
            p = JsonText.plainUntil(bytes, p, end);
            pos = p;
            if (p >= end) {
                throw cut();
            }
            if (bytes[p] == '"') {
                pos = p + 1;
                return;
            }
            if (bytes[p] != '\\') {
                throw unexpected();
            }
            p = JsonEscapes.skip(this, p);
        }
    }

    /** Reads the number that starts here; the result is valid until the next number. */
    JsonNumber number() {
        number.read(this);
        return number;
    }

    void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (pos >= end) {
                throw cut();
            }
            if (bytes[pos] != word.charAt(i)) {
                throw unexpected();
            }
            pos++;
        }
    }

    /** The type of the value that starts here, in words. */
    String type() {
        int c = peek();
        switch (c) {
            case '"': return "a string";
            case '{': return "an object";
            case '[': return "an array";
            case 't': case 'f': return "a boolean";
            case 'n': return "null";
            default: return "a number";
        }
    }

    /** Skips the value that starts here, checking that it is JSON, to any depth. */
    void skip() {
        int depth = 0;
        while (true) {
            int c = peek();
            boolean opened = false;
            switch (c) {
                case '"': skipString(); break;
                case 't': literal("true"); break;
                case 'f': literal("false"); break;
                case 'n': literal("null"); break;
                case '{': case '[':
                    pos++;
                    if (peek() == c + 2) {
                        pos++;
                    } else {
                        if (depth == nesting.length) {
                            nesting = Arrays.copyOf(nesting, depth * 2);
                        }
                        nesting[depth++] = (byte) (c + 2);
                        opened = true;
                    }
                    break;
                default: number();
            }
            while (!opened) {
                if (depth == 0) {
                    return;
                }
                int next = peek();
                if (next == ',') {
                    pos++;
                    break;
                }
                if (next != nesting[depth - 1]) {
                    throw unexpected();
                }
                pos++;
                depth--;
            }
            if (nesting[depth - 1] == '}') {
                if (peek() != '"') {
                    throw unexpected();
                }
                skipString();
                expect(':');
            }
        }
    }

    String textString() {
        return new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    }

    Undecodable cut() {
        return new Undecodable("The record is cut off: its JSON text ends too early, after byte " + (end - start) + '.');
    }

    Undecodable unexpected() {
        return pos >= end ? cut() : new Undecodable(
                "The record is not JSON: byte " + (pos - start + 1) + " can't stand where it is.");
    }
}

package dev.pipectl.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** A growing buffer of JSON text. */
public final class JsonBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private byte[] bytes = new byte[1024];
    private int length;

    /** How many bytes it holds. */
    public int length() {
        return length;
    }

    /** Shortens it to what it held before. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** A copy of its bytes from an offset on. */
    public byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, length);
    }

    /** Its text. */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** Writes all it holds to a stream and empties it. */
    public void drain(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    /** Appends an ASCII character. */
    public void raw(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
    }

    /** Appends bytes as they are. */
    public void raw(byte[] text) {
        raw(text, 0, text.length);
    }

    void raw(byte[] text, int from, int count) {
        reserve(count);
        System.arraycopy(text, from, bytes, length, count);
        length += count;
    }

    void integer(long value) {
        reserve(JavaScriptNumber.LONGEST);
        length = JavaScriptNumber.write(value, bytes, length);
    }

    void number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            raw(JsonEncoder.NULL);
            return;
        }
        reserve(JavaScriptNumber.LONGEST);
        length = JavaScriptNumber.write(value, bytes, length);
    }

    void time(long millis) {
        if (millis < -IsoTime.FURTHEST || millis > IsoTime.FURTHEST) {
            raw(JsonEncoder.NULL);
            return;
        }
        reserve(32);
        bytes[length++] = '"';
        length = IsoTime.write(millis, bytes, length);
        bytes[length++] = '"';
    }

    void base64(byte[] value) {
        raw('"');
        raw(Base64.getEncoder().encode(value));
        raw('"');
    }

    /** Appends a string in quotes. */
    public void string(StringData value) {
        if (value instanceof BinaryStringData) {
            BinaryStringData binary = (BinaryStringData) value;
            binary.ensureMaterialized();
            MemorySegment[] segments = binary.getSegments();
            if (segments.length == 1 && !segments[0].isOffHeap()) {
                string(segments[0].getArray(), binary.getOffset(), binary.getOffset() + binary.getSizeInBytes());
                return;
            }
        }
        byte[] text = value.toBytes();
        string(text, 0, text.length);
    }

    /** Appends UTF-8 bytes as a string in quotes. */
    public void string(byte[] text, int from, int to) {
        raw('"');
        int p = from;
        while (true) {
            int plain = JsonText.plainUntil(text, p, to);
            raw(text, p, plain - p);
            if (plain == to) {
                break;
            }
            escape(text[plain]);
            p = plain + 1;
        }
        raw('"');
    }

    private void escape(byte b) {
        reserve(6);
        bytes[length++] = '\\';
        switch (b) {
            case '"': case '\\': bytes[length++] = b; break;
            case '\b': bytes[length++] = 'b'; break;
            case '\f': bytes[length++] = 'f'; break;
            case '\n': bytes[length++] = 'n'; break;
            case '\r': bytes[length++] = 'r'; break;
            case '\t': bytes[length++] = 't'; break;
            default:
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[b >> 4];
                bytes[length++] = HEX[b & 15];
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

package dev.pipectl.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time, for the loops that see every byte of a record. */
final class JsonText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = 0x22 * ONES;
    private static final long BACKSLASHES = 0x5c * ONES;
    private static final long SPACES = 0x20 * ONES;

    private JsonText() {}

    /** The eight bytes at an offset, the first in the lowest bits. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /** The first byte at or after {@code at} that a JSON string can't hold as it is, or {@code end}. */
    static int plainUntil(byte[] bytes, int at, int end) {
        int p = at;
        for (int last = end - 8; p <= last; p += 8) {
            long word = (long) WORD.get(bytes, p);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long hit = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word)) & HIGH;
            if (hit != 0) {
                return p + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; p < end; p++) {
            byte b = bytes[p];
            if (b == '"' || b == '\\' || (b >= 0 && b < 0x20)) {
                return p;
            }
        }
        return end;
    }

    /** The first byte at or after {@code at} that is not UTF-8, or {@code end} when all of it is. */
    static int validUtf8Until(byte[] bytes, int at, int end) {
        final int last = end - 8;
        int p = at;
        while (p < end) {
            if (p <= last && ((long) WORD.get(bytes, p) & HIGH) == 0) {
                p += 8;
                continue;
            }
            int b = bytes[p];
            if (b >= 0) {
                p++;
                continue;
            }
            int length = sequence(bytes, p, end, b & 0xff);
            if (length == 0) {
                return p;
            }
            p += length;
        }
        return end;
    }

    /** The length of the multi-byte character at {@code p}, or 0 when it is overlong, a surrogate, too large or cut. */
    private static int sequence(byte[] bytes, int p, int end, int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (p + length > end) {
            return 0;
        }
        int second = bytes[p + 1] & 0xff;
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[p + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}

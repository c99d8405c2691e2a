package dev.pipectl.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** A JSON number as it stands in the record; its double is the one JavaScript's {@code JSON.parse} gives. */
final class JsonNumber {
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final long EXACT = 1L << 53;

    private byte[] bytes;
    private int from;
    private int to;
    private boolean negative;
    private boolean integer;
    /** All digits as an integer, when there are at most 18 of them; else meaningless. */
    private long digits;
    private boolean fits;
    private int exponent;

    void read(JsonCursor cursor) {
        final byte[] b = cursor.bytes;
        final int end = cursor.end;
        int p = cursor.pos;
        from = p;
        negative = p < end && b[p] == '-';
        if (negative) {
            p++;
        }
        long value = 0;
        int first = p;
        int c = p < end ? b[p] : -1;
        while (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            p++;
            c = p < end ? b[p] : -1;
        }
        int count = p - first;
        if (count == 0 || (count > 1 && b[first] == '0')) {
            throw at(cursor, count == 0 ? p : first + 1);
        }
        integer = c != '.' && c != 'e' && c != 'E';
        int scale = 0;
        if (c == '.') {
            int point = ++p;
            c = p < end ? b[p] : -1;
            while (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                p++;
                c = p < end ? b[p] : -1;
            }
            scale = p - point;
            if (scale == 0) {
                throw at(cursor, p);
            }
        }
        fits = count + scale <= 18;
        digits = value;
        exponent = -scale;
        if (c == 'e' || c == 'E') {
            p = exponent(cursor, p + 1);
        }
        to = p;
        bytes = b;
        cursor.pos = p;
    }

    private int exponent(JsonCursor cursor, int at) {
        final byte[] b = cursor.bytes;
        int p = at;
        boolean minus = p < cursor.end && b[p] == '-';
        if (p < cursor.end && (b[p] == '-' || b[p] == '+')) {
            p++;
        }
        int first = p;
        int value = 0;
        for (; p < cursor.end && b[p] >= '0' && b[p] <= '9'; p++) {
            value = Math.min(value * 10 + (b[p] - '0'), 99_999_999);
        }
        if (p == first) {
            throw at(cursor, p);
        }
        exponent += minus ? -value : value;
        return p;
    }

    private static Undecodable at(JsonCursor cursor, int p) {
        cursor.pos = p;
        return cursor.unexpected();
    }

    double doubleValue() {
        if (fits && digits <= EXACT && exponent >= -22 && exponent <= 22) {
            double value = exponent < 0 ? digits / TENS[-exponent] : digits * TENS[exponent];
            return negative ? -value : value;
        }
        return Double.parseDouble(token());
    }

    /** Whether it is written as an integer: no point, no exponent. */
    boolean isInteger() {
        return integer;
    }

    /** Whether it is written as an integer of 64 bits. */
    boolean isLong() {
        return integer && (fits || (to - from <= 20 && decimal().bitLength() < 64));
    }

    long longValue() {
        return fits ? (negative ? -digits : digits) : decimal().longValue();
    }

    /** The value times a power of ten, cut to an integer; {@link Long#MIN_VALUE} when that is beyond 64 bits. */
    long scaled(int powerOfTen) {
        if (fits && integer && digits < 1_000_000_000_000_000L) {
            long value = powerOfTen == 0 ? digits : digits * 1000;
            return negative ? -value : value;
        }
        if (exponent > 40) {
            return fits && digits == 0 ? 0 : Long.MIN_VALUE;
        }
        if (exponent < from - to - 40) {
            return 0;
        }
        BigInteger cut = new BigDecimal(token()).movePointRight(powerOfTen).toBigInteger();
        return cut.bitLength() < 63 ? cut.longValue() : Long.MIN_VALUE;
    }

    private BigInteger decimal() {
        return new BigInteger(token());
    }

    private String token() {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

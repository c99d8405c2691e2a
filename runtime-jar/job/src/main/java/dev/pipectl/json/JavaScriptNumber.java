package dev.pipectl.json;

import java.nio.charset.StandardCharsets;

/** Doubles as JavaScript writes them: {@code 1}, {@code 0.1}, {@code 1e+21}, −0 as {@code 0}, {@code NaN}, {@code Infinity}. */
public final class JavaScriptNumber {
    /** No double needs more bytes than this. */
    public static final int MAX_BYTES = 26;

    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};
    private static final double EXACT_INTEGERS = 1L << 53;
    private static final long[] POWERS_OF_TEN = powersOfTen();

    private JavaScriptNumber() {}

    /** What {@code String(value)} gives in JavaScript. */
    public static String toString(double value) {
        byte[] bytes = new byte[MAX_BYTES];
        return new String(bytes, 0, write(value, bytes, 0), StandardCharsets.ISO_8859_1);
    }

    /** Writes {@code String(value)} as ASCII into {@code target} from {@code at} on; gives the position behind it. */
    public static int write(double value, byte[] target, int at) {
        if (value != value) {
            return copy(NAN, target, at);
        }
        if (value == 0) {
            target[at] = '0';
            return at + 1;
        }
        if (value < 0) {
            target[at++] = '-';
            value = -value;
        }
        if (value == Double.POSITIVE_INFINITY) {
            return copy(INFINITY, target, at);
        }
        if (value < EXACT_INTEGERS) {
            long whole = (long) value;
            if (whole == value) {
                return writeDigits(whole, digitsOf(whole), target, at);
            }
        }
        return writeShortest(value, target, at);
    }

    private static int writeShortest(double value, byte[] target, int at) {
        ShortestDecimal shortest = ShortestDecimal.of(value);
        long digits = shortest.digits();
        int count = digitsOf(digits);
        // value = 0.digits × 10^point, the n of ECMAScript's Number::toString.
        int point = count + shortest.exponent();
        if (count <= point && point <= 21) {
            return zeros(point - count, target, writeDigits(digits, count, target, at));
        }
        if (0 < point && point <= 21) {
            return writeWithPoint(digits, count, point, target, at);
        }
        if (-6 < point && point <= 0) {
            target[at] = '0';
            target[at + 1] = '.';
            return writeDigits(digits, count, target, zeros(-point, target, at + 2));
        }
        at = count == 1 ? writeDigits(digits, 1, target, at) : writeWithPoint(digits, count, 1, target, at);
        int exponent = point - 1;
        target[at] = 'e';
        target[at + 1] = (byte) (exponent < 0 ? '-' : '+');
        long magnitude = Math.abs(exponent);
        return writeDigits(magnitude, digitsOf(magnitude), target, at + 2);
    }

    private static int writeWithPoint(long digits, int count, int point, byte[] target, int at) {
        int end = writeDigits(digits, count, target, at + 1);
        System.arraycopy(target, at + 1, target, at, point);
        target[at + point] = '.';
        return end;
    }

    private static int writeDigits(long digits, int count, byte[] target, int at) {
        for (int position = at + count - 1; position >= at; position--) {
            long tenth = digits / 10;
            target[position] = (byte) ('0' + (digits - tenth * 10));
            digits = tenth;
        }
        return at + count;
    }

    private static int zeros(int count, byte[] target, int at) {
        for (int end = at + count; at < end; at++) {
            target[at] = '0';
        }
        return at;
    }

    private static int digitsOf(long value) {
        int count = 1;
        while (count < POWERS_OF_TEN.length && value >= POWERS_OF_TEN[count]) {
            count++;
        }
        return count;
    }

    private static int copy(byte[] text, byte[] target, int at) {
        System.arraycopy(text, 0, target, at, text.length);
        return at + text.length;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int exponent = 1; exponent < powers.length; exponent++) {
            powers[exponent] = powers[exponent - 1] * 10;
        }
        return powers;
    }
}

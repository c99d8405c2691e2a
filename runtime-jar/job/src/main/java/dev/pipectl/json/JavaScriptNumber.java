package dev.pipectl.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers in the text that JavaScript gives them. */
public final class JavaScriptNumber {
    /** The most bytes a number takes, as in -1.2345678901234567e-308. */
    static final int LONGEST = 25;

    private static final double[] TENS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

    private JavaScriptNumber() {}

    /** What JavaScript's {@code String(number)} gives: {@code 1}, {@code 1e+21}, {@code 0} for −0, {@code NaN}, {@code Infinity}. */
    public static String toString(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        byte[] out = new byte[LONGEST];
        return new String(out, 0, write(value, out, 0), StandardCharsets.ISO_8859_1);
    }

    /** Writes a finite number and returns the offset behind it; there must be room for {@link #LONGEST} bytes. */
    static int write(double value, byte[] out, int at) {
        long whole = (long) value;
        if (whole == value && whole > -1_000_000_000_000_000L && whole < 1_000_000_000_000_000L) {
            return write(whole, out, at);
        }
        double size = Math.abs(value);
        if (size >= 1e-3 && size < 1e9) {
            // A decimal of at most 15 digits that gives this double is the shortest one; tried from the fewest decimals up.
            for (int decimals = 1; decimals < TENS.length; decimals++) {
                double scaled = Math.rint(size * TENS[decimals]);
                if (scaled / TENS[decimals] == size) {
                    int p = at;
                    if (value < 0) {
                        out[p++] = '-';
                    }
                    return decimal((long) scaled, decimals, out, p);
                }
            }
        }
        return shortest(value, out, at);
    }

    /** Writes an integer in decimal digits and returns the offset behind it. */
    static int write(long value, byte[] out, int at) {
        int p = at;
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return copy("-9223372036854775808", out, p);
            }
            out[p++] = '-';
            return digits(-value, out, p);
        }
        return digits(value, out, p);
    }

    private static int digits(long value, byte[] out, int at) {
        int count = 1;
        for (long bound = 10; count < 19 && value >= bound; bound *= 10) {
            count++;
        }
        long rest = value;
        for (int p = at + count - 1; p >= at; p--) {
            long tenth = rest / 10;
            out[p] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        return at + count;
    }

    private static int decimal(long scaled, int decimals, byte[] out, int at) {
        long power = (long) TENS[decimals];
        int p = digits(scaled / power, out, at);
        out[p++] = '.';
        long rest = scaled % power;
        for (int i = p + decimals - 1; i >= p; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return p + decimals;
    }

    /** The steps of ECMAScript's Number::toString: the value is 0.d₁…dₖ × 10ⁿ. */
    private static int shortest(double value, byte[] out, int at) {
        int p = at;
        if (value < 0) {
            out[p++] = '-';
        }
        ShortestDecimal shortest = ShortestDecimal.of(Math.abs(value));
        int end = digits(shortest.digits(), out, p);
        int k = end - p;
        int n = k + shortest.exponent();
        if (n > 21 || n <= -6) {
            return exponent(n - 1, out, k > 1 ? point(out, p + 1, end) : end);
        }
        if (n >= k) {
            Arrays.fill(out, end, end + n - k, (byte) '0');
            return end + n - k;
        }
        if (n > 0) {
            return point(out, p + n, end);
        }
        System.arraycopy(out, p, out, p + 2 - n, k);
        Arrays.fill(out, p, p + 2 - n, (byte) '0');
        out[p + 1] = '.';
        return end + 2 - n;
    }

    /** Sets a point before the offset; what stood there moves on. */
    private static int point(byte[] out, int at, int end) {
        System.arraycopy(out, at, out, at + 1, end - at);
        out[at] = '.';
        return end + 1;
    }

    private static int exponent(int exponent, byte[] out, int at) {
        out[at] = 'e';
        out[at + 1] = (byte) (exponent < 0 ? '-' : '+');
        return digits(Math.abs(exponent), out, at + 2);
    }

    private static int copy(CharSequence text, byte[] out, int at) {
        for (int i = 0; i < text.length(); i++) {
            out[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }
}

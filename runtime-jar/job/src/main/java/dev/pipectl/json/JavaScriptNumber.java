package dev.pipectl.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;

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

    /** Rearranges Java's form of the shortest digits, like {@code 1.5E-9}, into JavaScript's. */
    private static int shortest(double value, byte[] out, int at) {
        String java = NumberOutput.toString(value, true);
        int p = at;
        int i = 0;
        if (java.charAt(0) == '-') {
            out[p++] = '-';
            i = 1;
        }
        int mark = java.indexOf('E');
        int mantissaEnd = mark < 0 ? java.length() : mark;
        int exponent = mark < 0 ? 0 : Integer.parseInt(java.substring(mark + 1));
        int point = java.indexOf('.');
        StringBuilder digits = new StringBuilder(20).append(java, i, point).append(java, point + 1, mantissaEnd);
        int position = point - i + exponent;
        int leading = 0;
        while (leading < digits.length() - 1 && digits.charAt(leading) == '0') {
            leading++;
        }
        digits.delete(0, leading);
        position -= leading;
        int last = digits.length();
        while (last > 1 && digits.charAt(last - 1) == '0') {
            last--;
        }
        digits.setLength(last);
        if (last == 2 && Math.abs(value) < 1e-320) {
            position += oneDigit(digits, position, Math.abs(value));
        }
        return copy(arrange(digits, position), out, p);
    }

    /** Java gives the smallest numbers two digits even where JavaScript has enough with one. */
    private static int oneDigit(StringBuilder digits, int position, double size) {
        int rounded = (Integer.parseInt(digits.toString()) + 5) / 10;
        if (Double.parseDouble(rounded + "e" + (position - 1)) != size) {
            return 0;
        }
        digits.setLength(0);
        digits.append(rounded == 10 ? 1 : rounded);
        return rounded == 10 ? 1 : 0;
    }

    /** The steps of ECMAScript's Number::toString: {@code digits} are d₁…dₖ, and the value is 0.d₁…dₖ × 10ⁿ. */
    private static CharSequence arrange(StringBuilder digits, int n) {
        int k = digits.length();
        if (n > 21 || n <= -6) {
            int exponent = n - 1;
            if (k > 1) {
                digits.insert(1, '.');
            }
            return digits.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
        }
        if (n >= k) {
            return digits.append("0".repeat(n - k));
        }
        return n > 0 ? digits.insert(n, '.') : digits.insert(0, "0." + "0".repeat(-n));
    }

    private static int copy(CharSequence text, byte[] out, int at) {
        for (int i = 0; i < text.length(); i++) {
            out[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }
}

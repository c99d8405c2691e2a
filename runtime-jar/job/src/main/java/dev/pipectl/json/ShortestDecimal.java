package dev.pipectl.json;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as a given double, and of those the nearest: {@code digits × 10^exponent}.
 *
 * <p>Java's own {@code Double.toString} is not always shortest before version 19. The method is Schubfach (Giulietti,
 * "The Schubfach way to render doubles"): scale the interval that rounds to the double by a power of ten, such that it
 * holds one or two integers, and take one of those or a multiple of ten.
 */
record ShortestDecimal(long digits, int exponent) {
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int MIN_EXPONENT = -1074;
    private static final long MASK_63 = Long.MAX_VALUE;

    /** Powers of ten 10^FIRST_POWER …, as 126-bit fixed point numbers in two halves of 63 bits, rounded up. */
    private static final int FIRST_POWER = -292;

    private static final int LAST_POWER = 324;
    private static final long[] POWERS = powers();

    /** Of a positive finite value. */
    static ShortestDecimal of(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & HIDDEN_BIT - 1;
        int biased = (int) (bits >>> FRACTION_BITS);
        return biased == 0
                ? shortest(fraction, MIN_EXPONENT)
                : shortest(fraction | HIDDEN_BIT, biased - 1 + MIN_EXPONENT);
    }

    /** Of {@code significand × 2^exponent}. */
    private static ShortestDecimal shortest(long significand, int exponent) {
        long odd = significand & 1;
        long middle = significand << 2;
        // Below a power of two the doubles are twice as dense, so the interval is narrower there.
        boolean regular = significand != HIDDEN_BIT || exponent == MIN_EXPONENT;
        long low = regular ? middle - 2 : middle - 1;
        int k = regular ? floorLog10Pow2(exponent) : floorLog10ThreeQuartersPow2(exponent);
        int shift = exponent + floorLog2Pow10(-k) + 2;
        int index = 2 * (-k - FIRST_POWER);
        long high = POWERS[index];
        long tail = POWERS[index + 1];
        long scaled = scale(high, tail, middle << shift);
        long lower = scale(high, tail, low << shift) + odd;
        long upper = scale(high, tail, middle + 2 << shift) - odd;

        long floor = scaled >> 2;
        if (floor >= 10) {
            long tens = floor / 10 * 10;
            boolean below = lower <= tens << 2;
            boolean above = tens + 10 << 2 <= upper;
            if (below != above) {
                return stripped(below ? tens : tens + 10, k);
            }
        }
        boolean below = lower <= floor << 2;
        boolean above = floor + 1 << 2 <= upper;
        if (below != above) {
            return stripped(below ? floor : floor + 1, k);
        }
        long toMiddle = scaled - (2 * floor + 1 << 1);
        return stripped(toMiddle < 0 || toMiddle == 0 && (floor & 1) == 0 ? floor : floor + 1, k);
    }

    private static ShortestDecimal stripped(long digits, int exponent) {
        while (digits % 10 == 0) {
            digits /= 10;
            exponent++;
        }
        return new ShortestDecimal(digits, exponent);
    }

    /** The power times the factor, cut to an integer whose last bit says whether anything was cut ("round to odd"). */
    private static long scale(long high, long tail, long factor) {
        long middle = (high * factor >>> 1) + Math.multiplyHigh(tail, factor);
        long whole = Math.multiplyHigh(high, factor) + (middle >>> 63);
        return whole | (middle & MASK_63) + MASK_63 >>> 63;
    }

    private static int floorLog10Pow2(int exponent) {
        return (int) (exponent * 661_971_961_083L >> 41);
    }

    private static int floorLog10ThreeQuartersPow2(int exponent) {
        return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
    }

    private static int floorLog2Pow10(int exponent) {
        return (int) (exponent * 913_124_641_741L >> 38);
    }

    private static long[] powers() {
        long[] powers = new long[2 * (LAST_POWER - FIRST_POWER + 1)];
        BigInteger mask = BigInteger.valueOf(MASK_63);
        for (int power = FIRST_POWER; power <= LAST_POWER; power++) {
            int scale = floorLog2Pow10(power) - 125;
            BigInteger ten = BigInteger.TEN.pow(Math.abs(power));
            BigInteger value = power >= 0
                    ? scale >= 0 ? ten.shiftRight(scale) : ten.shiftLeft(-scale)
                    : BigInteger.ONE.shiftLeft(-scale).divide(ten);
            value = value.add(BigInteger.ONE);
            int index = 2 * (power - FIRST_POWER);
            powers[index] = value.shiftRight(63).longValueExact();
            powers[index + 1] = value.and(mask).longValueExact();
        }
        return powers;
    }
}

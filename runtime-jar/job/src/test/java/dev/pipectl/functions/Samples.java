package dev.pipectl.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Values at the edges, and random ones with a fixed seed. */
final class Samples {
    private static final String[] ALPHABETS = {
        "abcxyzABCXYZ019 -_.'",
        "äöüßÄÖÜéÉçñÿŸµªº·",
        "αβσςΣΆάΐΰ\u0345\u0301\u0308",
        "\t\n\u000b\f\r \u00a0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u0085\u180e\u200b\u001c",
        "İıŉǰẖẞﬁﬂﬀﬆıſKÅÅ",
        "\ue000\uf8ff\ufffd\uffff\ud7ff中文字ไทย",
        "😀🎬𝒜𐐀𐐨𐓘𞤀\ud83d\udc68\u200d\ud83d\udc69"
    };

    private final SplittableRandom random;

    Samples(long seed) {
        random = new SplittableRandom(seed);
    }

    List<Double> numbers(int count) {
        List<Double> numbers = new ArrayList<>(List.of(
                0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
                -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 1.0, -1.0, 0.1, 0.5, -0.5, 1e21, 1e20, 999999999999999900000.0,
                1e-6, 1e-7, 123456789012345680000.0, 0x1p53, 0x1p53 + 2, -0x1p53, 0x1p63, 5e-324, 2e-323, 9.5, 1.005, 100.0, 1e23, 4.35, 2.2250738585072011e-308));
        while (numbers.size() < count) {
            numbers.add(
                    switch (random.nextInt(5)) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> (double) random.nextLong(-1000, 1000);
                        case 2 -> random.nextLong(-100_000_000, 100_000_000) / 100.0;
                        case 3 -> random.nextDouble() * Math.pow(10, random.nextInt(-12, 25));
                        default -> (double) random.nextLong();
                    });
        }
        return numbers;
    }

    List<Long> bigints(int count) {
        List<Long> bigints = new ArrayList<>(List.of(
                0L, 1L, -1L, 2L, -2L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1, 1L << 31,
                1L << 32, 3037000500L, -3037000500L, 1L << 62, -(1L << 62)));
        while (bigints.size() < count) {
            bigints.add(random.nextLong() >> random.nextInt(64));
        }
        return bigints;
    }

    /** Epoch milliseconds within a JavaScript Date's range. */
    List<Long> dates(int count) {
        List<Long> dates = new ArrayList<>(List.of(
                0L, -1L, 1L, 999L, -999L, 86_399_999L, 86_400_000L, -86_400_000L, 8_640_000_000_000_000L,
                -8_640_000_000_000_000L, -62_167_219_200_000L, -62_167_219_200_001L, 253_402_300_799_999L,
                253_402_300_800_000L, 951_782_400_000L, 951_868_799_999L, -2_203_891_200_000L, 1_767_225_600_000L));
        while (dates.size() < count) {
            dates.add(random.nextBoolean()
                    ? random.nextLong(-8_640_000_000_000_000L, 8_640_000_000_000_001L)
                    : random.nextLong(-5_000_000_000_000L, 5_000_000_000_000L));
        }
        return dates;
    }

    List<String> strings(int count) {
        List<String> strings = new ArrayList<>(List.of("", " ", "a", "Σ", "ΑΣ", "ΑΣ.", "ΑΣ.Α", "Α·Σ", "İ", "\ufeffa\ufeff", "😀", "\uffff", "\ue000"));
        while (strings.size() < count) {
            strings.add(string());
        }
        return strings;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        int[] first = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
        int[] second = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
        for (int length = random.nextInt(10); length > 0; length--) {
            int[] alphabet = random.nextBoolean() ? first : second;
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A string that is often a part of the given one. */
    String part(String text, List<String> others) {
        int[] codePoints = text.codePoints().toArray();
        if (codePoints.length == 0 || random.nextInt(3) == 0) {
            return pick(others);
        }
        int from = random.nextInt(codePoints.length);
        return new String(codePoints, from, random.nextInt(codePoints.length - from + 1));
    }
}

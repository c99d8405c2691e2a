package dev.pipectl.functions;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Unicode's properties Cased and Case_Ignorable, which decide whether a Greek sigma ends a word: Java's own categories,
 * with what Unicode 17 and the punctuation of words add.
 */
final class CasedLetters {
    private static final int[] CASED = ranges(
            "10fc 1c89-1c8a 2c2f 2c5f a7c0-a7c1 a7cb-a7dc a7f1-a7f4 ab69 10570-1057a 1057c-1058a "
            + "1058c-10592 10594-10595 10597-105a1 105a3-105b1 105b3-105b9 105bb-105bc 10780 "
            + "10783-10785 10787-107b0 107b2-107ba 10d50-10d65 10d70-10d85 16ea0-16eb8 16ebb-16ed3 "
            + "1df00-1df09 1df0b-1df1e 1df25-1df2a 1e030-1e06d");

    private static final int[] NOT_CASED = ranges("295");

    private static final int[] IGNORABLE = ranges(
            "27 2e 3a b7 387 55f 5f4 888 890-891 897-89f 8c9-8d2 c3c ece 180f 1ac1-1add 1ae0-1aeb "
            + "1dfa 2018-2019 2024 2027 a7f1-a7f4 fbc2 fe13 fe52 fe55 ff07 ff0e ff1a 10780-10785 "
            + "10787-107b0 107b2-107ba 10d4e 10d69-10d6d 10d6f 10ec5 10efa-10eff 10f82-10f85 11070 "
            + "11073-11074 110c2 11241 113bb-113c0 113ce 113d0 113d2 113e1-113e2 11b60 11b62-11b64 "
            + "11b66 11dd9 11f00-11f01 11f36-11f3a 11f40 11f42 11f5a 13439-13440 13447-13455 "
            + "1611e-16129 1612d-1612f 16d40-16d42 16d6b-16d6c 16ff2-16ff3 1aff0-1aff3 1aff5-1affb "
            + "1affd-1affe 1cf00-1cf2d 1cf30-1cf46 1e030-1e06d 1e08f 1e2ae 1e4eb-1e4ef 1e5ee-1e5ef "
            + "1e6e3 1e6e6 1e6ee-1e6ef 1e6f5 1e6ff");

    private static final int[] NOT_IGNORABLE = ranges("1734 1171e");

    private CasedLetters() {}

    /** Whether a cased letter, and then only ignorable characters, stand before the position. */
    static boolean endsBefore(String text, int position) {
        while (position > 0) {
            int codePoint = text.codePointBefore(position);
            if (!isIgnorable(codePoint)) {
                return isCased(codePoint);
            }
            position -= Character.charCount(codePoint);
        }
        return false;
    }

    /** Whether a cased letter, but for ignorable characters, stands at the position. */
    static boolean startsAt(String text, int position) {
        while (position < text.length()) {
            int codePoint = text.codePointAt(position);
            if (!isIgnorable(codePoint)) {
                return isCased(codePoint);
            }
            position += Character.charCount(codePoint);
        }
        return false;
    }

    private static boolean isCased(int codePoint) {
        boolean inJava = Character.isLowerCase(codePoint)
                || Character.isUpperCase(codePoint)
                || Character.isTitleCase(codePoint);
        return inJava ? !contains(NOT_CASED, codePoint) : contains(CASED, codePoint);
    }

    private static boolean isIgnorable(int codePoint) {
        boolean inJava =
                switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.FORMAT,
                            Character.MODIFIER_LETTER,
                            Character.MODIFIER_SYMBOL -> true;
                    default -> false;
                };
        return inJava ? !contains(NOT_IGNORABLE, codePoint) : contains(IGNORABLE, codePoint);
    }

    private static boolean contains(int[] ranges, int codePoint) {
        for (int at = 0; at < ranges.length && codePoint >= ranges[at]; at += 2) {
            if (codePoint <= ranges[at + 1]) {
                return true;
            }
        }
        return false;
    }

    /** First and last code point of each range, ascending. */
    private static int[] ranges(String hexadecimal) {
        return Arrays.stream(hexadecimal.split(" "))
                .map(range -> range.split("-"))
                .flatMapToInt(ends -> IntStream.of(hex(ends[0]), hex(ends[ends.length - 1])))
                .toArray();
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }
}

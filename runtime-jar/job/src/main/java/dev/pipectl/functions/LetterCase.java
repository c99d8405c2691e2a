package dev.pipectl.functions;

import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** JavaScript's toUpperCase and toLowerCase, which know Unicode 17 where Java 17 knows Unicode 13. */
final class LetterCase {
    private static final char SIGMA = 'Σ';
    private static final char SMALL_SIGMA = 'σ';
    private static final char FINAL_SIGMA = 'ς';

    /** Letters that got a case pair after Unicode 13: ranges, or every second letter with /2, and the way to the pair. */
    private static final CaseShifts UPPER = CaseShifts.of("19b+a641 264+a567 1c8a-1 2c5f-30 a7c1-1 a7cd..a7db/2-1"
            + " 10597..105a1-27 105a3..105b1-27 105b3..105b9-27 105bb..105bc-27 10d70..10d85-20 16ebb..16ed3-1b");

    private static final CaseShifts LOWER = CaseShifts.of("1c89+1 2c2f+30 a7c0+1 a7cb-a567 a7cc..a7da/2+1 a7dc-a641"
            + " 10570..1057a+27 1057c..1058a+27 1058c..10592+27 10594..10595+27 10d50..10d65+20 16ea0..16eb8+1b");

    private LetterCase() {}

    static StringData upper(StringData text) {
        Utf8 utf8 = Utf8.of(text);
        return utf8.isAscii()
                ? ascii(text, utf8, 'a', 'z')
                : BinaryStringData.fromString(UPPER.applyTo(text.toString().toUpperCase(Locale.ROOT)));
    }

    static StringData lower(StringData text) {
        Utf8 utf8 = Utf8.of(text);
        return utf8.isAscii()
                ? ascii(text, utf8, 'A', 'Z')
                : BinaryStringData.fromString(LOWER.applyTo(lowerSigmas(text.toString()).toLowerCase(Locale.ROOT)));
    }

    private static StringData ascii(StringData text, Utf8 utf8, char first, char last) {
        byte[] bytes = null;
        for (int at = utf8.from(); at < utf8.to(); at++) {
            byte letter = utf8.bytes()[at];
            if (letter >= first && letter <= last) {
                if (bytes == null) {
                    bytes = Arrays.copyOfRange(utf8.bytes(), utf8.from(), utf8.to());
                }
                bytes[at - utf8.from()] = (byte) (letter ^ 0x20);
            }
        }
        return bytes == null ? text : BinaryStringData.fromBytes(bytes);
    }

    /** Java finds the end of a word, and so the final sigma, in its own way: so it gets to see none. */
    private static String lowerSigmas(String text) {
        int at = text.indexOf(SIGMA);
        if (at < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text);
        for (; at >= 0; at = text.indexOf(SIGMA, at + 1)) {
            boolean last = CasedLetters.endsBefore(text, at) && !CasedLetters.startsAt(text, at + 1);
            result.setCharAt(at, last ? FINAL_SIGMA : SMALL_SIGMA);
        }
        return result.toString();
    }
}

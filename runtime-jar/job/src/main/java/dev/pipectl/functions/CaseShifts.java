package dev.pipectl.functions;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distances from letters to their other case, for the letters that Java's own tables lack. */
final class CaseShifts {
    private static final Pattern ENTRY =
            Pattern.compile("(?<from>[0-9a-f]+)(\\.\\.(?<to>[0-9a-f]+))?(/(?<step>\\d))?(?<shift>[+-][0-9a-f]+)");

    private final int[][] entries;

    private CaseShifts(int[][] entries) {
        this.entries = entries;
    }

    /** Ascending entries in hexadecimal, parted by spaces: {@code from[..to][/step]±shift}. */
    static CaseShifts of(String entries) {
        return new CaseShifts(ENTRY.matcher(entries).results().map(entry -> parse(entry.group())).toArray(int[][]::new));
    }

    private static int[] parse(String text) {
        Matcher entry = ENTRY.matcher(text);
        entry.matches();
        String to = entry.group("to");
        String step = entry.group("step");
        int from = Integer.parseInt(entry.group("from"), 16);
        return new int[] {
            from,
            to == null ? from : Integer.parseInt(to, 16),
            step == null ? 1 : Integer.parseInt(step),
            Integer.parseInt(entry.group("shift"), 16)
        };
    }

    String applyTo(String text) {
        boolean changes = text.codePoints().anyMatch(codePoint -> shift(codePoint) != 0);
        if (!changes) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> result.appendCodePoint(codePoint + shift(codePoint)));
        return result.toString();
    }

    private int shift(int codePoint) {
        for (int[] entry : entries) {
            if (codePoint < entry[0]) {
                return 0;
            }
            if (codePoint <= entry[1] && (codePoint - entry[0]) % entry[2] == 0) {
                return entry[3];
            }
        }
        return 0;
    }
}

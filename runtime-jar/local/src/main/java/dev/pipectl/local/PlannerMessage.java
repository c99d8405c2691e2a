package dev.pipectl.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Flink says about a mistake: the innermost cause in one piece, and the place in the SQL where it gives one. */
record PlannerMessage(String text, Position position) {
    /** Lines and columns of one statement's SQL, from 1; the end is 0 when only the start is known. */
    record Position(int line, int column, int endLine, int endColumn) {}

    private static final Pattern POSITION =
            Pattern.compile("line (\\d+), column (\\d+)(?: to line (\\d+), column (\\d+))?");
    /** `From line 3, column 3 to line 3, column 6: ` in front, or ` at line 2, column 13` behind. */
    private static final Pattern MENTION = Pattern.compile(
            "^(?:From|At) line \\d+, column \\d+(?: to line \\d+, column \\d+)?: |,? at line \\d+, column \\d+");
    /** The parser lists every token it would have taken, often a hundred lines of them. */
    private static final String EXPECTED = "\nWas expecting";

    static PlannerMessage of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        String text = null;
        Position position = null;
        for (int i = chain.size() - 1; i >= 0; i--) {
            String message = chain.get(i).getMessage();
            if (message == null) {
                continue;
            }
            if (text == null) {
                text = message;
            }
            // The innermost cause has the cleanest words, but the position is often one cause further out.
            if (position == null) {
                position = find(message);
            }
        }
        return new PlannerMessage(clean(text == null ? chain.get(chain.size() - 1).toString() : text), position);
    }

    PlannerMessage withoutPosition() {
        return new PlannerMessage(text, null);
    }

    /** Positions in SQL that stands so many lines below where Flink counts from. */
    PlannerMessage linesUp(int lines) {
        if (position == null || position.line <= lines) {
            return withoutPosition();
        }
        int endLine = position.endLine == 0 ? 0 : position.endLine - lines;
        return new PlannerMessage(
                text, new Position(position.line - lines, position.column, endLine, position.endColumn));
    }

    static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure; at != null && !chain.contains(at); at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    private static Position find(String message) {
        Matcher at = POSITION.matcher(message);
        if (!at.find()) {
            return null;
        }
        return new Position(number(at.group(1)), number(at.group(2)), number(at.group(3)), number(at.group(4)));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static String clean(String message) {
        int expected = message.indexOf(EXPECTED);
        String text = expected < 0 ? message : message.substring(0, expected);
        return MENTION.matcher(text).replaceAll("").strip();
    }
}

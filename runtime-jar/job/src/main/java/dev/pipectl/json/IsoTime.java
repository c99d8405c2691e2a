package dev.pipectl.json;

/** Reads and writes ISO-8601 times in their fixed forms, without a formatter. */
public final class IsoTime {
    /** The most bytes a time takes, as in +275760-09-13T00:00:00.000Z. */
    public static final int LONGEST = 27;
    /** What {@link #parse} gives for a text that is not a time. */
    static final long NONE = Long.MIN_VALUE;
    /** The furthest time a JavaScript Date can hold, in milliseconds from 1970, either way. */
    static final long FURTHEST = 8_640_000_000_000_000L;

    private static final long DAY = 86_400_000L;
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private IsoTime() {}

    /**
     * Milliseconds of {@code yyyy-MM-ddTHH:mm:ss(.f+)?(Z|±hh:mm)}, fractions cut to milliseconds, or {@link #NONE}.
     * The offset is required: a time without one means something else on every machine.
     */
    static long parse(byte[] b, int from, int to) {
        if (to - from < 20 || b[from + 4] != '-' || b[from + 7] != '-' || b[from + 10] != 'T'
                || b[from + 13] != ':' || b[from + 16] != ':') {
            return NONE;
        }
        int century = two(b, from);
        int yearOfCentury = two(b, from + 2);
        int month = two(b, from + 5);
        int day = two(b, from + 8);
        int hour = two(b, from + 11);
        int minute = two(b, from + 14);
        int second = two(b, from + 17);
        if ((century | yearOfCentury | (month - 1) | (day - 1) | hour | minute | second) < 0
                || month > 12 || day > DAYS[month - 1] || hour > 24 || minute > 59 || second > 59) {
            return NONE;
        }
        int year = century * 100 + yearOfCentury;
        if (day == 29 && month == 2 && !isLeap(year)) {
            return NONE;
        }
        int p = from + 19;
        int millis = 0;
        if (b[p] == '.') {
            int first = ++p;
            int weight = 100;
            for (; p < to && b[p] >= '0' && b[p] <= '9'; p++) {
                millis += (b[p] - '0') * weight;
                weight /= 10;
            }
            if (p == first) {
                return NONE;
            }
        }
        if (hour == 24 && (minute | second | millis) != 0) {
            return NONE;
        }
        int offset = offset(b, p, to);
        if (offset == Integer.MIN_VALUE) {
            return NONE;
        }
        long seconds = ((hour * 60L + minute - offset) * 60L + second);
        return epochDay(year, month, day) * DAY + seconds * 1000L + millis;
    }

    /** Minutes east of Greenwich, or the smallest int. */
    private static int offset(byte[] b, int p, int to) {
        if (p + 1 == to && b[p] == 'Z') {
            return 0;
        }
        if (p + 6 != to || (b[p] != '+' && b[p] != '-') || b[p + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = two(b, p + 1);
        int minutes = two(b, p + 4);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return b[p] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    private static int two(byte[] b, int at) {
        int tens = b[at] - '0';
        int ones = b[at + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }

    private static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** Days from 1970-01-01 in the Gregorian calendar; years count from March, so that February ends them. */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return era * 146_097L + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468L;
    }

    /** Writes a time as {@code Date.prototype.toISOString}, years outside 0 to 9999 with a sign and six digits. */
    public static int write(long millis, byte[] out, int at) {
        long shifted = Math.floorDiv(millis, DAY) + 719_468L;
        int ofDay = (int) Math.floorMod(millis, DAY);
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);
        int p = at;
        if (year < 0 || year > 9999) {
            out[p++] = (byte) (year < 0 ? '-' : '+');
            year = Math.abs(year);
            p = pair(out, p, year / 10_000);
        }
        p = pair(out, p, year / 100 % 100);
        p = pair(out, p, year % 100);
        out[p++] = '-';
        p = pair(out, p, month);
        out[p++] = '-';
        p = pair(out, p, day);
        out[p++] = 'T';
        p = pair(out, p, ofDay / 3_600_000);
        out[p++] = ':';
        p = pair(out, p, ofDay / 60_000 % 60);
        out[p++] = ':';
        p = pair(out, p, ofDay / 1000 % 60);
        out[p++] = '.';
        out[p++] = (byte) ('0' + ofDay / 100 % 10);
        p = pair(out, p, ofDay % 100);
        out[p++] = 'Z';
        return p;
    }

    private static int pair(byte[] out, int at, int value) {
        out[at] = (byte) ('0' + value / 10);
        out[at + 1] = (byte) ('0' + value % 10);
        return at + 2;
    }
}

package dev.pipectl.functions;

/** JavaScript's date parts in UTC, of epoch milliseconds, in the proleptic Gregorian calendar. */
final class UtcDate {
    private static final long DAY = 86_400_000L;

    private UtcDate() {}

    /** What toISOString gives: four digits of the year, or six with a sign outside 0 to 9999. */
    static String iso(long millis) {
        long date = civil(Math.floorDiv(millis, DAY));
        int year = year(date);
        int time = (int) Math.floorMod(millis, DAY);
        StringBuilder text = new StringBuilder(27);
        if (year < 0 || year > 9999) {
            digits(text.append(year < 0 ? '-' : '+'), Math.abs(year), 6);
        } else {
            digits(text, year, 4);
        }
        digits(text.append('-'), month(date) + 1, 2);
        digits(text.append('-'), day(date), 2);
        digits(text.append('T'), time / 3_600_000, 2);
        digits(text.append(':'), time / 60_000 % 60, 2);
        digits(text.append(':'), time / 1000 % 60, 2);
        digits(text.append('.'), time % 1000, 3);
        return text.append('Z').toString();
    }

    /** What getUTC + part gives. */
    static int part(long millis, String part) {
        long days = Math.floorDiv(millis, DAY);
        int time = (int) Math.floorMod(millis, DAY);
        return switch (part) {
            case "FullYear" -> year(civil(days));
            case "Month" -> month(civil(days));
            case "Date" -> day(civil(days));
            // 1970-01-01 was a Thursday.
            case "Day" -> (int) Math.floorMod(days + 4, 7L);
            case "Hours" -> time / 3_600_000;
            case "Minutes" -> time / 60_000 % 60;
            case "Seconds" -> time / 1000 % 60;
            case "Milliseconds" -> time % 1000;
            default -> throw new IllegalArgumentException("PIPECTL_DATE_UTC knows no part '" + part + "'");
        };
    }

    /**
     * Year, month (from 0) and day of an epoch day, packed. Counted from 0000-03-01, so that the leap day is a year's
     * last; 146097 days are 400 years.
     */
    private static long civil(long epochDay) {
        long days = epochDay + 719_468;
        long era = Math.floorDiv(days, 146_097L);
        int dayOfEra = (int) Math.floorMod(days, 146_097L);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10;
        long year = era * 400 + yearOfEra + (month < 2 ? 1 : 0);
        return year << 16 | month << 8 | day;
    }

    private static int year(long civil) {
        return (int) (civil >> 16);
    }

    private static int month(long civil) {
        return (int) (civil >> 8 & 0xFF);
    }

    private static int day(long civil) {
        return (int) (civil & 0xFF);
    }

    private static void digits(StringBuilder text, int value, int count) {
        for (int power = (int) Math.pow(10, count - 1); power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
    }
}

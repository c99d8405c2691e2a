package dev.pipectl.functions;

/** JavaScript's date parts in UTC, of epoch milliseconds, in the proleptic Gregorian calendar. */
final class UtcDate {
    private static final long DAY = 86_400_000L;

    private UtcDate() {}

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
}

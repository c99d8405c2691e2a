package dev.pipectl.job;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Random playback events, the same every time: some out of order, some late, some not accepted by the decoder. */
record TestPlayback(int number, String user, String title, String kind, double seconds, long time, Fault fault) {
    /** The decoder's fault has a reason; the other is one that only the SQL finds. */
    enum Fault {
        NONE,
        DECODER,
        SQL
    }

    static final String[] COLUMNS = {
        "eventId STRING", "userId STRING", "titleId STRING", "kind STRING", "watchedSeconds DOUBLE"
    };
    static final String ALL = "`eventId`, `userId`, `titleId`, `kind`, `watchedSeconds`, `$time`, `$origin`";

    private static final long START = 1_767_225_600_000L;
    private static final String[] KINDS = {"play", "stop", "pause", "seek"};

    /** Times are multiples of {@code tick} milliseconds, or just before them: there are ties, and watermarks that end windows. */
    static List<TestPlayback> events(int count, long tick) {
        SplittableRandom random = new SplittableRandom(count);
        List<TestPlayback> events = new ArrayList<>();
        long now = START;
        for (int number = 0; number < count; number++) {
            now += random.nextInt(1000);
            long behind = random.nextInt(20) == 0 ? random.nextInt(1_200_000) : random.nextInt(20_000);
            Fault fault = random.nextInt(50) > 0 ? Fault.NONE : random.nextBoolean() ? Fault.DECODER : Fault.SQL;
            events.add(new TestPlayback(
                    number,
                    "user-" + random.nextInt(100),
                    "title-" + random.nextInt(10),
                    KINDS[random.nextInt(KINDS.length)],
                    random.nextInt(1000),
                    (now - behind) / tick * tick - number % 2,
                    fault));
        }
        return events;
    }

    static void feed(List<TestPlayback> events) {
        List<RowData> rows = new ArrayList<>();
        events.forEach(event -> rows.add(event.row()));
        TestRows.INPUTS.put("playback", rows);
    }

    boolean accepted() {
        return fault == Fault.NONE;
    }

    boolean watched() {
        return kind.equals("play") || kind.equals("stop");
    }

    String eventId() {
        return "the-event-number-" + number;
    }

    private RowData row() {
        TimestampData rowTime = TimestampData.fromEpochMillis(accepted() ? time : 0);
        StringData reason = fault == Fault.DECODER ? StringData.fromString("undecodable") : null;
        GenericRowData origin = GenericRowData.of(
                StringData.fromString("playback"), StringData.fromString("events"), StringData.fromString("" + number),
                null, StringData.fromString("{}"), StringData.fromString("utf8"), reason, null);
        return GenericRowData.of(
                StringData.fromString(eventId()), StringData.fromString(user), StringData.fromString(title),
                StringData.fromString(kind), seconds, rowTime, origin);
    }
}

package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

/** The row time of a record is its event time, or epoch 0 where it is not accepted. */
class EventTimeTest {
    private static final String TIME = "2026-01-01T00:00:00Z";

    private final EventTime function = new EventTime();

    @Test
    void acceptedTimes() {
        assertThat(eval(null, TIME, TIME, true)).isEqualTo(TIME);
        assertThat(eval(null, TIME, null, true)).isEqualTo(TIME);
        assertThat(eval(null, "2000-01-01T00:00:00Z", null, true)).isEqualTo("2000-01-01T00:00:00Z");
        assertThat(eval(null, "2100-01-01T00:00:00Z", null, true)).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(eval(null, "2026-01-01T00:00:01Z", TIME, true)).isEqualTo("2026-01-01T00:00:01Z");
    }

    @Test
    void refusedTimes() {
        String refused = "1970-01-01T00:00:00Z";
        assertThat(eval("undecodable", TIME, null, true)).isEqualTo(refused);
        assertThat(eval(null, null, null, true)).isEqualTo(refused);
        assertThat(eval(null, "1999-12-31T23:59:59.999Z", null, true)).isEqualTo(refused);
        assertThat(eval(null, "2100-01-01T00:00:00.001Z", null, true)).isEqualTo(refused);
        assertThat(eval(null, "2026-01-01T00:00:01.001Z", TIME, true)).isEqualTo(refused);
        assertThat(eval(null, TIME, null, false)).isEqualTo(refused);
        assertThat(eval(null, TIME, null, null)).isEqualTo(refused);
    }

    /** With a second of time that a record may be ahead of its arrival. */
    private String eval(String reason, String time, String arrival, Boolean rulesHold) {
        return function.eval(StringData.fromString(reason), date(time), date(arrival), 1000L, rulesHold).toInstant().toString();
    }

    private static TimestampData date(String iso) {
        return iso == null ? null : TimestampData.fromInstant(Instant.parse(iso));
    }
}

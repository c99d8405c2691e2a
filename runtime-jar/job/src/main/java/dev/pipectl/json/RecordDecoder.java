package dev.pipectl.json;

import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;

/**
 * Decodes the bytes of one record into the columns of a row and judges it; a faulty record is a result, never an exception.
 *
 * <p>Strings of the row point into the record's bytes, which must never change afterwards. Not safe for several threads.
 */
public final class RecordDecoder {
    /** The arrival time of a record that has none. */
    public static final long NO_ARRIVAL = Long.MIN_VALUE;
    private static final long EARLIEST = 946_684_800_000L;
    private static final long LATEST = 4_102_444_800_000L;

    private final RowReader reader;
    private final EventTimePath eventTimePath;
    private final long maxAhead;
    private final JsonCursor cursor = new JsonCursor();

    private Fault fault;
    private String detail;
    private boolean binary;
    private TimestampData eventTime;

    /** A decoder for records of a contract; throws an IllegalArgumentException when the options do not fit together. */
    public RecordDecoder(DecoderOptions options) {
        List<ContractField> fields = ContractField.parse(options.contract());
        this.reader = RowReader.of(false, fields, options.timestamps());
        this.eventTimePath = options.eventTime().isEmpty() ? null : EventTimePath.of(options.eventTime(), fields);
        this.maxAhead = options.maxAhead();
    }

    /**
     * Decodes {@code bytes[start, end)} into the first columns of the row, which must be null; they stay null when the
     * record is faulty. Says whether the record is accepted.
     */
    public boolean decode(byte[] bytes, int start, int end, long arrival, GenericRowData row) {
        fault = null;
        detail = null;
        binary = false;
        eventTime = null;
        try {
            judge(bytes, start, end, arrival, row);
        } catch (Undecodable e) {
            reject(Fault.UNDECODABLE, e.getMessage());
        }
        if (fault == null) {
            return true;
        }
        for (int i = 0; i < reader.arity(); i++) {
            row.setField(i, null);
        }
        return false;
    }

    private void judge(byte[] bytes, int start, int end, long arrival, GenericRowData row) {
        int invalid = JsonText.validUtf8Until(bytes, start, end);
        if (invalid < end) {
            binary = true;
            throw new Undecodable("The record is not UTF-8 at byte " + (invalid - start + 1) + '.');
        }
        cursor.reset(bytes, start, end);
        if (cursor.atEnd()) {
            throw new Undecodable("The record is empty.");
        }
        if (cursor.peek() != '{') {
            String type = cursor.type();
            cursor.skip();
            checkEnd();
            throw new Undecodable("The record is " + type + ", not an object.");
        }
        Violation violation = reader.read(cursor, row);
        checkEnd();
        if (violation != null) {
            reject(Fault.INVALID, violation.sentence());
        } else if (eventTimePath != null) {
            judgeEventTime(row, arrival);
        }
    }

    private void checkEnd() {
        if (!cursor.atEnd()) {
            throw cursor.unexpected();
        }
    }

    private void judgeEventTime(GenericRowData row, long arrival) {
        TimestampData time = eventTimePath.in(row);
        if (time == null) {
            reject(Fault.INVALID, eventTimePath + ": expected the event time, found nothing.");
            return;
        }
        long millis = time.getMillisecond();
        if (millis < EARLIEST) {
            reject(Fault.INVALID, eventTimePath + ": the event time is before 2000-01-01.");
        } else if (arrival == NO_ARRIVAL ? millis > LATEST : millis > arrival + maxAhead) {
            reject(Fault.INVALID, eventTimePath + (arrival == NO_ARRIVAL
                    ? ": the event time is after 2100-01-01."
                    : ": the event time is more than " + maxAhead + " ms after the record's arrival."));
        } else {
            eventTime = time;
        }
    }

    private void reject(Fault reason, String sentence) {
        fault = reason;
        detail = sentence;
    }

    /** Why the last record is faulty, or null. */
    public Fault fault() {
        return fault;
    }

    /** A sentence about the fault, or null. */
    public String detail() {
        return detail;
    }

    /** Whether the last record is not UTF-8 text. */
    public boolean binary() {
        return binary;
    }

    /** The event time of the last record when it is accepted and has an event-time field; else null. */
    public TimestampData eventTime() {
        return eventTime;
    }
}

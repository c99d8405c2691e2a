package dev.pipectl.connectors;

import dev.pipectl.json.Fault;
import dev.pipectl.json.RecordDecoder;
import dev.pipectl.metrics.StageCounters;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** Turns the records of a source into its table's rows, and counts them. */
public final class RowMaker {
    private static final TimestampData EPOCH = TimestampData.fromEpochMillis(0);

    private final RecordDecoder decoder;
    private final StringData source;
    private final int columns;
    private final int arity;
    private final int eventTime;
    private final int origin;
    private final Counter read;
    private final Counter undecodable;
    private final Counter invalid;
    private boolean accepted;

    /** A maker of rows whose counters belong to the operator of the metric group. */
    public RowMaker(SourceSpec spec, MetricGroup group) {
        decoder = new RecordDecoder(spec.decoder());
        source = StringData.fromString(spec.source());
        columns = spec.columns();
        arity = columns + spec.hidden().size();
        eventTime = column(spec, SourceTable.TIME);
        origin = column(spec, SourceTable.ORIGIN);
        StageCounters counters = StageCounters.of(group);
        read = counters.counter(spec.source(), "read");
        undecodable = counters.counter(spec.source(), Fault.UNDECODABLE.reason());
        invalid = counters.counter(spec.source(), Fault.INVALID.reason());
    }

    private static int column(SourceSpec spec, String name) {
        int index = spec.hidden().indexOf(name);
        return index < 0 ? -1 : spec.columns() + index;
    }

    /** The row of the record {@code bytes[start, end)}; the bytes must never change afterwards. */
    public RowData row(byte[] bytes, int start, int end, RecordPosition position) {
        GenericRowData row = new GenericRowData(arity);
        TimestampData arrival = position.arrivalTime();
        read.inc();
        accepted = decoder.decode(
                bytes, start, end, arrival == null ? RecordDecoder.NO_ARRIVAL : arrival.getMillisecond(), row);
        if (!accepted) {
            (decoder.fault() == Fault.UNDECODABLE ? undecodable : invalid).inc();
        }
        if (eventTime >= 0) {
            row.setField(eventTime, accepted ? decoder.eventTime() : EPOCH);
        }
        if (origin >= 0) {
            row.setField(origin, new OriginRow(
                    source, position, bytes, start, end, decoder.fault(), decoder.detail(), decoder.binary()));
        }
        return row;
    }

    /** Whether the decoder accepted the last record; one that it did not must not move the watermark. */
    public boolean accepted() {
        return accepted;
    }

    /** The event time that the decoder read from the last record, or {@link Long#MIN_VALUE} where it read none. */
    public long eventTime() {
        return accepted && decoder.eventTime() != null ? decoder.eventTime().getMillisecond() : Long.MIN_VALUE;
    }
}

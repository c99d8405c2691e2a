package dev.pipectl.functions;

import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * An aggregate that keeps the value of one row, chosen by event time. NULL values are skipped; with no value at all the
 * result is NULL. The accumulator is (time, value) and can be merged, for windows that are put together from parts.
 */
abstract class ValueByTime extends AggregateFunction<Object, RowData> {
    private static final int TIME = 0;
    private static final int VALUE = 1;
    private static final DataType TIME_TYPE = DataTypes.TIMESTAMP_LTZ(3).bridgedTo(TimestampData.class);

    /** Whether a value that arrives later takes the kept one's place. */
    abstract boolean replaces(long keptTime, long time);

    public void accumulate(RowData accumulator, Object value, TimestampData time) {
        if (value != null && time != null) {
            keep((GenericRowData) accumulator, value, time.getMillisecond());
        }
    }

    public void merge(RowData accumulator, Iterable<RowData> others) {
        for (RowData row : others) {
            GenericRowData other = (GenericRowData) row;
            if (!other.isNullAt(TIME)) {
                keep((GenericRowData) accumulator, other.getField(VALUE), other.getLong(TIME));
            }
        }
    }

    private void keep(GenericRowData accumulator, Object value, long time) {
        if (accumulator.isNullAt(TIME) || replaces(accumulator.getLong(TIME), time)) {
            accumulator.setField(TIME, time);
            accumulator.setField(VALUE, value);
        }
    }

    @Override
    public RowData createAccumulator() {
        return new GenericRowData(2);
    }

    @Override
    public Object getValue(RowData accumulator) {
        return ((GenericRowData) accumulator).getField(VALUE);
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new InternalArguments(TIME_TYPE))
                .accumulatorTypeStrategy(call -> Optional.of(accumulatorType(call)))
                .outputTypeStrategy(call -> Optional.of(valueType(call)))
                .build();
    }

    private static DataType accumulatorType(CallContext call) {
        return DataTypes.ROW(DataTypes.FIELD("time", DataTypes.BIGINT()), DataTypes.FIELD("value", valueType(call)))
                .bridgedTo(RowData.class);
    }

    private static DataType valueType(CallContext call) {
        return call.getArgumentDataTypes().get(0).nullable().toInternal();
    }
}

package dev.pipectl.functions;

import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.AggregateFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * An aggregate that keeps the smallest or the largest number or string, as JavaScript orders them. Flink's own depends,
 * with NaN, on the order of the rows, and compares strings by code points or by UTF-16 units as it happens to hold them.
 *
 * <p>NULL values are skipped; with no value at all the result is NULL. The accumulator can be merged.
 */
abstract class Extreme extends AggregateFunction<Object, RowData> {
    private static final int VALUE = 0;

    abstract double number(double kept, double value);

    /** Whether a string takes the kept one's place, of which it stands so far before (negative) or behind. */
    abstract boolean replaces(int order);

    public void accumulate(RowData accumulator, Object value) {
        if (value != null) {
            keep((GenericRowData) accumulator, value);
        }
    }

    public void merge(RowData accumulator, Iterable<RowData> others) {
        for (RowData other : others) {
            accumulate(accumulator, ((GenericRowData) other).getField(VALUE));
        }
    }

    private void keep(GenericRowData accumulator, Object value) {
        Object kept = accumulator.getField(VALUE);
        if (kept == null) {
            accumulator.setField(VALUE, value);
        } else if (value instanceof Double) {
            accumulator.setField(VALUE, number((Double) kept, (Double) value));
        } else if (replaces(Utf8.of((StringData) value).compareTo(Utf8.of((StringData) kept)))) {
            accumulator.setField(VALUE, value);
        }
    }

    @Override
    public RowData createAccumulator() {
        return new GenericRowData(1);
    }

    @Override
    public Object getValue(RowData accumulator) {
        return ((GenericRowData) accumulator).getField(VALUE);
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new InternalArguments())
                .accumulatorTypeStrategy(call -> Optional.of(
                        DataTypes.ROW(DataTypes.FIELD("value", valueType(call))).bridgedTo(RowData.class)))
                .outputTypeStrategy(call -> Optional.of(valueType(call)))
                .build();
    }

    private static DataType valueType(CallContext call) {
        return call.getArgumentDataTypes().get(0).nullable().toInternal();
    }
}

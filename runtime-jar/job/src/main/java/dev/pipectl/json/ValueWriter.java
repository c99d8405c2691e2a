package dev.pipectl.json;

import java.util.function.BiConsumer;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** How values of one type are written, which Flink keeps in rows and in arrays; they are never null here. */
record ValueWriter(Column column, Element element) {
    /** Writes a column of a row. */
    interface Column {
        void write(RowData row, int pos, JsonBuffer out);
    }

    /** Writes an element of an array. */
    interface Element {
        void write(ArrayData array, int pos, JsonBuffer out);
    }

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    static ValueWriter of(LogicalType type) {
        switch (type.getTypeRoot()) {
            case CHAR: case VARCHAR: return new ValueWriter(
                    (row, pos, out) -> out.string(row.getString(pos)),
                    (array, pos, out) -> out.string(array.getString(pos)));
            case BOOLEAN: return new ValueWriter(
                    (row, pos, out) -> out.raw(row.getBoolean(pos) ? TRUE : FALSE),
                    (array, pos, out) -> out.raw(array.getBoolean(pos) ? TRUE : FALSE));
            case INTEGER: return new ValueWriter(
                    (row, pos, out) -> out.integer(row.getInt(pos)),
                    (array, pos, out) -> out.integer(array.getInt(pos)));
            case BIGINT: return new ValueWriter(
                    (row, pos, out) -> out.integer(row.getLong(pos)),
                    (array, pos, out) -> out.integer(array.getLong(pos)));
            case DOUBLE: return new ValueWriter(
                    (row, pos, out) -> out.number(row.getDouble(pos)),
                    (array, pos, out) -> out.number(array.getDouble(pos)));
            case BINARY: case VARBINARY: return new ValueWriter(
                    (row, pos, out) -> out.base64(row.getBinary(pos)),
                    (array, pos, out) -> out.base64(array.getBinary(pos)));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE: case TIMESTAMP_WITHOUT_TIME_ZONE:
                return times(LogicalTypeChecks.getPrecision(type));
            case NULL: return new ValueWriter(
                    (row, pos, out) -> out.raw(JsonEncoder.NULL),
                    (array, pos, out) -> out.raw(JsonEncoder.NULL));
            case ARRAY: return arrays(of(((ArrayType) type).getElementType()).element);
            case MAP: return maps(of(((MapType) type).getValueType()).element);
            case ROW: return rows((RowType) type);
            default: throw new IllegalArgumentException("JSON has no form for the type " + type.asSummaryString() + '.');
        }
    }

    private static ValueWriter times(int precision) {
        return new ValueWriter(
                (row, pos, out) -> out.time(row.getTimestamp(pos, precision).getMillisecond()),
                (array, pos, out) -> out.time(array.getTimestamp(pos, precision).getMillisecond()));
    }

    private static ValueWriter arrays(Element element) {
        BiConsumer<ArrayData, JsonBuffer> whole = (array, out) -> {
            out.raw('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                writeOrNull(element, array, i, out);
            }
            out.raw(']');
        };
        return new ValueWriter(
                (row, pos, out) -> whole.accept(row.getArray(pos), out),
                (array, pos, out) -> whole.accept(array.getArray(pos), out));
    }

    private static ValueWriter maps(Element value) {
        BiConsumer<MapData, JsonBuffer> whole = (map, out) -> {
            ArrayData keys = map.keyArray();
            ArrayData values = map.valueArray();
            out.raw('{');
            for (int i = 0; i < keys.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                out.string(keys.getString(i));
                out.raw(':');
                writeOrNull(value, values, i, out);
            }
            out.raw('}');
        };
        return new ValueWriter(
                (row, pos, out) -> whole.accept(row.getMap(pos), out),
                (array, pos, out) -> whole.accept(array.getMap(pos), out));
    }

    private static ValueWriter rows(RowType type) {
        JsonEncoder encoder = JsonEncoder.of(type, i -> true);
        int fields = type.getFieldCount();
        return new ValueWriter(
                (row, pos, out) -> encoder.encode(row.getRow(pos, fields), out),
                (array, pos, out) -> encoder.encode(array.getRow(pos, fields), out));
    }

    private static void writeOrNull(Element element, ArrayData array, int pos, JsonBuffer out) {
        if (array.isNullAt(pos)) {
            out.raw(JsonEncoder.NULL);
        } else {
            element.write(array, pos, out);
        }
    }
}

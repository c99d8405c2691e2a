package dev.pipectl.json;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;

/** Writes a column of one type, or the elements of an array of it; values are never null here. */
abstract class ValueWriter {
    abstract void write(RowData row, int pos, JsonBuffer out);

    abstract void write(ArrayData array, int pos, JsonBuffer out);

    static ValueWriter of(LogicalType type) {
        switch (type.getTypeRoot()) {
            case CHAR: case VARCHAR: return new Strings();
            case BOOLEAN: return new Booleans();
            case INTEGER: return new Ints();
            case BIGINT: return new Longs();
            case DOUBLE: return new Doubles();
            case BINARY: case VARBINARY: return new Binaries();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE: return new Times(((LocalZonedTimestampType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE: return new Times(((TimestampType) type).getPrecision());
            case NULL: return new Nulls();
            case ARRAY: return new Arrays(of(((ArrayType) type).getElementType()));
            case MAP: return new Maps(of(((MapType) type).getValueType()));
            case ROW: return new Rows((RowType) type);
            default: throw new IllegalArgumentException("JSON has no form for the type " + type.asSummaryString() + '.');
        }
    }

    private static final class Strings extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.string(row.getString(pos));
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.string(array.getString(pos));
        }
    }

    private static final class Booleans extends ValueWriter {
        private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
        private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.raw(row.getBoolean(pos) ? TRUE : FALSE);
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.raw(array.getBoolean(pos) ? TRUE : FALSE);
        }
    }

    private static final class Ints extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.integer(row.getInt(pos));
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.integer(array.getInt(pos));
        }
    }

    private static final class Longs extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.integer(row.getLong(pos));
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.integer(array.getLong(pos));
        }
    }

    private static final class Doubles extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.number(row.getDouble(pos));
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.number(array.getDouble(pos));
        }
    }

    private static final class Binaries extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.base64(row.getBinary(pos));
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.base64(array.getBinary(pos));
        }
    }

    private static final class Times extends ValueWriter {
        private final int precision;

        Times(int precision) {
            this.precision = precision;
        }

        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.time(row.getTimestamp(pos, precision).getMillisecond());
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.time(array.getTimestamp(pos, precision).getMillisecond());
        }
    }

    private static final class Nulls extends ValueWriter {
        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            out.raw(JsonEncoder.NULL);
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            out.raw(JsonEncoder.NULL);
        }
    }

    private static final class Arrays extends ValueWriter {
        private final ValueWriter elements;

        Arrays(ValueWriter elements) {
            this.elements = elements;
        }

        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            write(row.getArray(pos), out);
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            write(array.getArray(pos), out);
        }

        private void write(ArrayData array, JsonBuffer out) {
            out.raw('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                element(elements, array, i, out);
            }
            out.raw(']');
        }
    }

    private static final class Maps extends ValueWriter {
        private final ValueWriter values;

        Maps(ValueWriter values) {
            this.values = values;
        }

        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            write(row.getMap(pos), out);
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            write(array.getMap(pos), out);
        }

        private void write(MapData map, JsonBuffer out) {
            ArrayData keys = map.keyArray();
            ArrayData entries = map.valueArray();
            out.raw('{');
            for (int i = 0; i < keys.size(); i++) {
                if (i > 0) {
                    out.raw(',');
                }
                out.string(keys.getString(i));
                out.raw(':');
                element(values, entries, i, out);
            }
            out.raw('}');
        }
    }

    private static final class Rows extends ValueWriter {
        private final JsonEncoder encoder;
        private final int fields;

        Rows(RowType type) {
            encoder = JsonEncoder.of(type, i -> true);
            fields = type.getFieldCount();
        }

        @Override
        void write(RowData row, int pos, JsonBuffer out) {
            encoder.encode(row.getRow(pos, fields), out);
        }

        @Override
        void write(ArrayData array, int pos, JsonBuffer out) {
            encoder.encode(array.getRow(pos, fields), out);
        }
    }

    private static void element(ValueWriter writer, ArrayData array, int pos, JsonBuffer out) {
        if (array.isNullAt(pos)) {
            out.raw(JsonEncoder.NULL);
        } else {
            writer.write(array, pos, out);
        }
    }
}

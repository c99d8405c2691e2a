package dev.pipectl.json;

import java.util.Arrays;
import org.apache.flink.table.data.GenericArrayData;

/** Reads an array; the first element that breaks the contract stands for the whole. */
final class ArrayReader extends ValueReader {
    private final ValueReader elements;

    ArrayReader(boolean nullable, ValueReader elements) {
        super(nullable);
        this.elements = elements;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '[') {
            return mismatch(cursor);
        }
        cursor.pos++;
        if (cursor.peek() == ']') {
            cursor.pos++;
            return new GenericArrayData(new Object[0]);
        }
        Object[] values = new Object[8];
        int size = 0;
        Violation violation = null;
        while (true) {
            Object value = elements.read(cursor);
            if (value instanceof Violation && violation == null) {
                violation = ((Violation) value).inElement(size);
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
            int next = cursor.peek();
            if (next == ']') {
                cursor.pos++;
                return violation != null ? violation : new GenericArrayData(Arrays.copyOf(values, size));
            }
            cursor.expect(',');
        }
    }

    @Override
    String expected() {
        return "an array";
    }
}

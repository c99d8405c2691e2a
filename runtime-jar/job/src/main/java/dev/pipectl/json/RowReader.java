package dev.pipectl.json;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/** Reads an object as a row: known fields into their columns, the rest checked to be JSON and skipped. */
final class RowReader extends ValueReader {
    private final List<ContractField> fields;
    private final FieldNames names;
    private final ValueReader[] readers;

    private RowReader(boolean nullable, List<ContractField> fields, ValueReader[] readers) {
        super(nullable);
        this.fields = fields;
        this.readers = readers;
        List<String> names = new ArrayList<>();
        fields.forEach(field -> names.add(field.name()));
        this.names = new FieldNames(names);
    }

    static RowReader of(boolean nullable, List<ContractField> fields, Timestamps timestamps) {
        return new RowReader(
                nullable, fields, fields.stream().map(field -> of(field, timestamps)).toArray(ValueReader[]::new));
    }

    int arity() {
        return readers.length;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '{') {
            return mismatch(cursor);
        }
        GenericRowData row = new GenericRowData(readers.length);
        Violation violation = read(cursor, row);
        return violation == null ? row : violation;
    }

    /** Reads the object at the cursor into the row's first columns; the first violation in column order, or null. */
    Violation read(JsonCursor cursor, GenericRowData row) {
        cursor.pos++;
        int hint = 0;
        int next = cursor.peek();
        if (next == '}') {
            cursor.pos++;
            return check(row);
        }
        while (true) {
            if (next != '"') {
                throw cursor.unexpected();
            }
            int field = names.read(cursor, hint);
            cursor.expect(':');
            if (field >= 0) {
                row.setField(field, readers[field].read(cursor));
                hint = field + 1;
            } else {
                cursor.skip();
            }
            next = cursor.peek();
            if (next == ',') {
                cursor.pos++;
                next = cursor.peek();
            } else if (next == '}') {
                cursor.pos++;
                return check(row);
            } else {
                throw cursor.unexpected();
            }
        }
    }

    private Violation check(GenericRowData row) {
        for (int i = 0; i < readers.length; i++) {
            Object value = row.getField(i);
            if (value == null) {
                if (!readers[i].nullable()) {
                    return new Violation(readers[i].expected(), "nothing").inField(fields.get(i).name());
                }
            } else if (value instanceof Violation) {
                return ((Violation) value).inField(fields.get(i).name());
            }
        }
        return null;
    }

    @Override
    String expected() {
        return "an object";
    }
}

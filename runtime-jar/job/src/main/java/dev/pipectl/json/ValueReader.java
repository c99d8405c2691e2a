package dev.pipectl.json;

import java.util.stream.Collectors;

/** Reads one JSON value as a column's value. */
abstract class ValueReader {
    private final boolean nullable;

    ValueReader(boolean nullable) {
        this.nullable = nullable;
    }

    /**
     * Reads the value at the cursor, to its end: the column's value, null for an allowed null, or a {@link Violation}.
     * Throws {@link Undecodable} where the text is not JSON.
     */
    final Object read(JsonCursor cursor) {
        int first = cursor.peek();
        if (first == 'n') {
            cursor.literal("null");
            return nullable ? null : new Violation(expected(), "null");
        }
        return value(cursor, first);
    }

    abstract Object value(JsonCursor cursor, int first);

    /** What a record should have here, in words. */
    abstract String expected();

    final boolean nullable() {
        return nullable;
    }

    final Violation mismatch(JsonCursor cursor) {
        String found = cursor.type();
        cursor.skip();
        return new Violation(expected(), found);
    }

    final Violation another(String found) {
        return new Violation(expected(), found);
    }

    static ValueReader of(ContractField field, Timestamps timestamps) {
        boolean nullable = field.nullable();
        switch (field.type()) {
            case STRING: return field.oneOf() == null ? new StringReader(nullable) : new ChoiceReader(nullable, field.oneOf());
            case NUMBER: return new NumberReader(nullable, field.oneOf());
            case INT: return new IntReader(nullable, field.oneOf());
            case BIGINT: return new BigintReader(nullable, field.oneOf());
            case BOOLEAN: return new BooleanReader(nullable, field.oneOf());
            case TIMESTAMP: return timestamps == Timestamps.ISO ? new IsoTimeReader(nullable) : new EpochReader(nullable, timestamps);
            case BYTES: return new BytesReader(nullable);
            case ARRAY: return new ArrayReader(nullable, of(field.of(), timestamps));
            case MAP: return new MapReader(nullable, of(field.of(), timestamps));
            default: return RowReader.of(nullable, field.fields(), timestamps);
        }
    }

    /** The members of a closed set in words; they come from the contract, not from a record. */
    static String members(com.fasterxml.jackson.databind.JsonNode oneOf) {
        return java.util.stream.StreamSupport.stream(oneOf.spliterator(), false)
                .map(Object::toString).collect(Collectors.joining(", "));
    }
}

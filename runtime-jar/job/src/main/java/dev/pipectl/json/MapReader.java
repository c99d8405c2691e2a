package dev.pipectl.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Reads an object as a map; of equal keys the last wins. */
final class MapReader extends ValueReader {
    private final ValueReader values;

    MapReader(boolean nullable, ValueReader values) {
        super(nullable);
        this.values = values;
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '{') {
            return mismatch(cursor);
        }
        Map<StringData, Object> map = new LinkedHashMap<>();
        Violation brokenKey = null;
        cursor.pos++;
        int next = cursor.peek();
        while (next != '}') {
            if (next != '"') {
                throw cursor.unexpected();
            }
            cursor.string();
            if (cursor.loneSurrogate) {
                brokenKey = another("a key with half of a surrogate pair, which can't be represented");
            }
            StringData key = BinaryStringData.fromBytes(
                    java.util.Arrays.copyOfRange(cursor.text, cursor.textFrom, cursor.textTo));
            cursor.expect(':');
            map.put(key, values.read(cursor));
            next = cursor.peek();
            if (next == ',') {
                cursor.pos++;
                next = cursor.peek();
                if (next == '}') {
                    throw cursor.unexpected();
                }
            } else if (next != '}') {
                throw cursor.unexpected();
            }
        }
        cursor.pos++;
        return brokenKey != null ? brokenKey : checked(map);
    }

    /** Looks for violations at the end only: a later equal key may have mended an earlier one. */
    private static Object checked(Map<StringData, Object> map) {
        for (Object value : map.values()) {
            if (value instanceof Violation) {
                return ((Violation) value).inField("*");
            }
        }
        return new GenericMapData(map);
    }

    @Override
    String expected() {
        return "an object";
    }
}

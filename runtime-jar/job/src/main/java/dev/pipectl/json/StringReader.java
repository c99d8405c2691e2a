package dev.pipectl.json;

import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.binary.BinaryStringData;

/** Reads a string; without escapes it stays where it is, in the bytes of the record. */
final class StringReader extends ValueReader {
    private byte[] wrapped;
    private MemorySegment[] segments;

    StringReader(boolean nullable) {
        super(nullable);
    }

    @Override
    Object value(JsonCursor cursor, int first) {
        if (first != '"') {
            return mismatch(cursor);
        }
        cursor.string();
        if (cursor.loneSurrogate) {
            return another("a string with half of a surrogate pair, which can't be represented");
        }
        byte[] text = cursor.text;
        if (text != cursor.bytes) {
            return BinaryStringData.fromBytes(text, 0, cursor.textTo);
        }
        if (text != wrapped) {
            wrapped = text;
            segments = new MemorySegment[] {MemorySegmentFactory.wrap(text)};
        }
        return BinaryStringData.fromAddress(segments, cursor.textFrom, cursor.textTo - cursor.textFrom);
    }

    @Override
    String expected() {
        return "a string";
    }
}

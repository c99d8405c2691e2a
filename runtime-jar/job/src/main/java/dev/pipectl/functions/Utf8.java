package dev.pipectl.functions;

import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

/** The UTF-8 bytes of a string where they lie, and JavaScript's string functions on them. */
record Utf8(byte[] bytes, int from, int to) {
    static Utf8 of(StringData text) {
        BinaryStringData binary = (BinaryStringData) text;
        binary.ensureMaterialized();
        MemorySegment[] segments = binary.getSegments();
        if (segments.length == 1 && !segments[0].isOffHeap()) {
            return new Utf8(segments[0].getHeapMemory(), binary.getOffset(), binary.getOffset() + binary.getSizeInBytes());
        }
        byte[] copy = binary.toBytes();
        return new Utf8(copy, 0, copy.length);
    }

    int size() {
        return to - from;
    }

    boolean isAscii() {
        for (int at = from; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Every byte that starts a character counts 1, and once more where the character is a surrogate pair. */
    int utf16Units() {
        int units = 0;
        for (int at = from; at < to; at++) {
            int unit = bytes[at];
            if (unit >= 0 || (unit & 0xC0) == 0xC0) {
                units += (unit & 0xF8) == 0xF0 ? 2 : 1;
            }
        }
        return units;
    }

    boolean startsWith(Utf8 part) {
        return part.size() <= size() && hasAt(from, part);
    }

    boolean endsWith(Utf8 part) {
        return part.size() <= size() && hasAt(to - part.size(), part);
    }

    boolean includes(Utf8 part) {
        if (part.size() == 0) {
            return true;
        }
        byte first = part.bytes[part.from];
        for (int at = from, last = to - part.size(); at <= last; at++) {
            if (bytes[at] == first && hasAt(at, part)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasAt(int at, Utf8 part) {
        return Arrays.equals(bytes, at, at + part.size(), part.bytes, part.from, part.to);
    }

    /** By UTF-16 units. */
    int compareTo(Utf8 other) {
        int difference = Arrays.mismatch(bytes, from, to, other.bytes, other.from, other.to);
        if (difference < 0) {
            return 0;
        }
        if (difference == size() || difference == other.size()) {
            return Integer.compare(size(), other.size());
        }
        return Integer.compare(utf16Rank(bytes[from + difference]), utf16Rank(other.bytes[other.from + difference]));
    }

    /** UTF-8 order is UTF-16 order, but for the characters from U+E000 on, which stand behind the surrogates. */
    private static int utf16Rank(byte lead) {
        int unsigned = lead & 0xFF;
        return unsigned == 0xEE || unsigned == 0xEF ? unsigned + 0x10 : unsigned;
    }

    /** This string, given again as {@code text}, without white space at its ends. */
    StringData trimmed(StringData text) {
        int start = from;
        for (int width; start < to && (width = whiteSpaceAt(start)) > 0; ) {
            start += width;
        }
        int end = to;
        for (int width; end > start && (width = whiteSpaceBefore(start, end)) > 0; ) {
            end -= width;
        }
        // A copy: the bytes may be a buffer that is used again.
        return end - start == size() ? text : BinaryStringData.fromBytes(Arrays.copyOfRange(bytes, start, end));
    }

    private int whiteSpaceBefore(int start, int end) {
        int at = end - 1;
        while (at > start && (bytes[at] & 0xC0) == 0x80) {
            at--;
        }
        int width = whiteSpaceAt(at);
        return at + width == end ? width : 0;
    }

    /** The number of bytes of the white space or line end that starts here, else 0. */
    private int whiteSpaceAt(int at) {
        int first = bytes[at];
        if (first >= 0) {
            return first == ' ' || first >= '\t' && first <= '\r' ? 1 : 0;
        }
        if (first == (byte) 0xC2) {
            return at + 1 < to && bytes[at + 1] == (byte) 0xA0 ? 2 : 0;
        }
        return (first & 0xF0) == 0xE0 && at + 2 < to && isWhiteSpace(codePoint(at)) ? 3 : 0;
    }

    private int codePoint(int at) {
        return (bytes[at] & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F;
    }

    private static boolean isWhiteSpace(int codePoint) {
        return switch (codePoint) {
            case 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF -> true;
            default -> codePoint >= 0x2000 && codePoint <= 0x200A;
        };
    }
}

package dev.pipectl.connectors.kinesis;

/** Reads fields of a protocol buffers message in a range of bytes, as far as aggregated records use them. */
final class ProtobufReader {
    static final int VARINT = 0;
    static final int LENGTH = 2;

    /** What is no message. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed() {
            super("no protocol buffers message", null, false, false);
        }
    }

    private final byte[] bytes;
    private final int limit;
    private int position;
    private int field;
    private int wireType;
    private long value;
    private int start;

    ProtobufReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.limit = end;
    }

    /** Goes to the next field, past its value; false at the end. */
    boolean next() throws Malformed {
        if (position == limit) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        switch (wireType) {
            case VARINT: value = varint(); break;
            case 1: take(8); break;
            case LENGTH: take(varint()); break;
            case 5: take(4); break;
            default: throw new Malformed();
        }
        return true;
    }

    private void take(long length) throws Malformed {
        if (length < 0 || length > limit - position) {
            throw new Malformed();
        }
        start = position;
        position += (int) length;
    }

    private long varint() throws Malformed {
        long result = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == limit) {
                throw new Malformed();
            }
            byte b = bytes[position++];
            result |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return result;
            }
        }
        throw new Malformed();
    }

    /** Whether the field is the one of that number, with a value of that wire type. */
    boolean is(int number, int type) {
        return field == number && wireType == type;
    }

    /** The value of a {@link #VARINT}. */
    long value() {
        return value;
    }

    /** Where the value of a {@link #LENGTH} begins. */
    int start() {
        return start;
    }

    /** Where the value ends. */
    int end() {
        return position;
    }
}

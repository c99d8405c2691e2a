package dev.pipectl.connectors.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line breaks eight bytes at a time. */
final class LineScan {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long NEWLINES = '\n' * ONES;

    private LineScan() {}

    /** The first newline in {@code bytes[from, to)}, or -1. */
    static int newline(byte[] bytes, int from, int to) {
        int p = from;
        for (int last = to - 8; p <= last; p += 8) {
            long word = (long) WORD.get(bytes, p) ^ NEWLINES;
            long hit = (word - ONES) & ~word & HIGH;
            if (hit != 0) {
                return p + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; p < to; p++) {
            if (bytes[p] == '\n') {
                return p;
            }
        }
        return -1;
    }
}

package dev.pipectl.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds a field by the bytes of its name, first where the previous record's order lets it be expected. */
final class FieldNames {
    private final byte[][] names;
    /** The name with its closing quote; null where the name itself would need escapes. */
    private final byte[][] quoted;
    private final long[] heads;
    private final long[] masks;
    private final int[] slots;

    FieldNames(List<String> fields) {
        int n = fields.size();
        names = new byte[n][];
        quoted = new byte[n][];
        heads = new long[n];
        masks = new long[n];
        slots = new int[Integer.highestOneBit(Math.max(1, n) * 4)];
        Arrays.fill(slots, -1);
        for (int i = 0; i < n; i++) {
            byte[] name = fields.get(i).getBytes(StandardCharsets.UTF_8);
            names[i] = name;
            if (JsonText.plainUntil(name, 0, name.length) == name.length) {
                byte[] padded = Arrays.copyOf(name, Math.max(8, name.length + 1));
                padded[name.length] = '"';
                masks[i] = name.length + 1 >= 8 ? -1L : (1L << (name.length + 1) * 8) - 1;
                heads[i] = JsonText.word(padded, 0);
                quoted[i] = Arrays.copyOf(padded, name.length + 1);
            }
            int slot = hash(name, 0, name.length) & (slots.length - 1);
            while (slots[slot] >= 0) {
                slot = slot + 1 & (slots.length - 1);
            }
            slots[slot] = i;
        }
    }

    /** Reads the name at the cursor's opening quote and returns its index, or -1 for a name that is not known. */
    int read(JsonCursor cursor, int hint) {
        int p = cursor.pos + 1;
        if (p + 8 <= cursor.end) {
            long word = JsonText.word(cursor.bytes, p);
            for (int i = hint, last = Math.min(hint + 3, names.length); i < last; i++) {
                byte[] name = quoted[i];
                if (((word ^ heads[i]) & masks[i]) == 0 && name != null && (name.length <= 8 || rest(cursor, p, name))) {
                    cursor.pos = p + name.length;
                    return i;
                }
            }
        }
        cursor.string();
        return find(cursor.text, cursor.textFrom, cursor.textTo);
    }

    private static boolean rest(JsonCursor cursor, int p, byte[] name) {
        int to = p + name.length;
        return to <= cursor.end && Arrays.equals(cursor.bytes, p + 8, to, name, 8, name.length);
    }

    private int find(byte[] text, int from, int to) {
        int slot = hash(text, from, to) & (slots.length - 1);
        for (int i; (i = slots[slot]) >= 0; slot = slot + 1 & (slots.length - 1)) {
            if (Arrays.equals(names[i], 0, names[i].length, text, from, to)) {
                return i;
            }
        }
        return -1;
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = to - from;
        for (int p = from; p < to; p++) {
            hash = hash * 31 + text[p];
        }
        return hash ^ hash >>> 15;
    }
}

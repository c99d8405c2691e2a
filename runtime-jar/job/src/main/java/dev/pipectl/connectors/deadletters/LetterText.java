package dev.pipectl.connectors.deadletters;

import dev.pipectl.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The text of letters: without characters that a queue refuses, and cut where it is too long for a message. */
final class LetterText {
    /** What a part has around its text, with numbers of up to ten digits. */
    private static final int AROUND = "{'id':'','part':2147483647,'parts':2147483647,'text':''}".length();
    private static final byte[] FFFE = "\\ufffe".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FFFF = "\\uffff".getBytes(StandardCharsets.US_ASCII);

    private LetterText() {}

    /** The same JSON with U+FFFE and U+FFFF as escapes: a queue takes all other characters that JSON does not escape. */
    static byte[] forQueues(byte[] json) {
        int from = 0;
        JsonBuffer out = null;
        for (int i = 0; i + 2 < json.length; i++) {
            if (json[i] == (byte) 0xEF && json[i + 1] == (byte) 0xBF && (json[i + 2] & 0xFE) == 0xBE) {
                out = out == null ? new JsonBuffer() : out;
                out.raw(Arrays.copyOfRange(json, from, i));
                out.raw(json[i + 2] == (byte) 0xBE ? FFFE : FFFF);
                from = i + 3;
            }
        }
        if (out == null) {
            return json;
        }
        out.raw(Arrays.copyOfRange(json, from, json.length));
        return out.copy(0);
    }

    /**
     * A letter's JSON in parts, each a JSON object of at most so many bytes. The same JSON always gives the same parts.
     */
    static List<byte[]> parts(String id, byte[] json, int longest) {
        int room = longest - AROUND - id.length();
        List<Integer> cuts = new ArrayList<>(List.of(0));
        int size = 0;
        for (int i = 0; i < json.length; ) {
            int length = length(json[i]);
            int escaped = json[i] == '"' || json[i] == '\\' ? 2 : length;
            if (size + escaped > room) {
                cuts.add(i);
                size = 0;
            }
            size += escaped;
            i += length;
        }
        cuts.add(json.length);
        List<byte[]> parts = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            parts.add(part(id, i, cuts.size() - 1, json, cuts.get(i - 1), cuts.get(i)));
        }
        return parts;
    }

    private static byte[] part(String id, int part, int parts, byte[] json, int from, int to) {
        JsonBuffer out = new JsonBuffer();
        String head = "{\"id\":\"" + id + "\",\"part\":" + part + ",\"parts\":" + parts + ",\"text\":";
        out.raw(head.getBytes(StandardCharsets.US_ASCII));
        out.string(json, from, to);
        out.raw('}');
        return out.copy(0);
    }

    /** How many bytes of UTF-8 the character has that begins with this one. */
    private static int length(byte first) {
        return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
    }
}

package dev.pipectl.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Generates records of a contract with every type, right ones and ones that are wrong in all sorts of ways. */
final class RandomRecords {
    static final String CONTRACT = "[{'name':'string','type':'string'},"
            + "{'name':'choice','type':'string','oneOf':['a','b\\\"','ü']},"
            + "{'name':'number','type':'number'},"
            + "{'name':'level','type':'number','oneOf':[1,2.5,0]},"
            + "{'name':'int','type':'int'},"
            + "{'name':'boolean','type':'boolean'},"
            + "{'name':'at','type':'timestamp'},"
            + "{'name':'bytes','type':'bytes','nullable':true},"
            + "{'name':'long field name','type':'string','nullable':true},"
            + "{'name':'list','type':'array','of':{'type':'number','nullable':true}},"
            + "{'name':'map','type':'map','nullable':true,'of':{'type':'string'}},"
            + "{'name':'row','type':'row','nullable':true,'fields':[{'name':'x','type':'int'},{'name':'y','type':'string','nullable':true},"
            + "{'name':'z','type':'array','of':{'type':'row','fields':[{'name':'é','type':'boolean'}]}}]},"
            + "{'name':'maybe','type':'timestamp','nullable':true}]";

    private static final String SYNTAX = "{}[]\",:\\ \t\n0-.etrufalsn";
    private static final String[] NAMES = {
        "string", "choice", "number", "level", "int", "boolean", "at", "bytes", "long field name", "list", "map", "row", "maybe"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "0.0", "-0.0", "1", "1.0", "1e2", "1E+2", "10e-1", "-5", "0.1", "0.30000000000000004", "123456789.123",
        "2147483647", "2147483648", "-2147483648", "-2147483649", "9007199254740993", "9007199254740992", "1e22", "1e23",
        "1e308", "1.7976931348623159e308", "1e999", "-1e999", "5e-324", "2e-324", "4.35", "2.5", "9999999999999999",
        "123456789012345678", "1234567890123456789012345678901234567890", "0.1234567890123456789", "1.00000000000000000001",
        "01", "1.", ".5", "+1", "1e", "1e+", "--1", "0x10", "NaN", "Infinity", "-", "1_000", "2.2250738585072011e-308",
        "8.41e21", "7.2057594037927933e16", "1e400000000000000000000", "0e999", "12345678901234567e-5", "3.0000000000000001"
    };
    private static final String[] TIMES = {
        "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.1Z", "2026-01-31T12:00:00.123456789Z", "2024-02-29T23:59:59.999+05:30",
        "2023-02-29T00:00:00Z", "2000-01-01T00:00:00Z", "1999-12-31T23:59:59.999Z", "2100-01-01T00:00:00Z",
        "2100-01-01T00:00:00.001Z", "2026-01-31T24:00:00Z", "2026-01-31T24:00:00.000Z", "2026-01-31T24:00:01Z", "2026-01-31T23:60:00Z",
        "2026-01-31T23:59:60Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-01-31T12:00:00", "2026-01-31", "2026-01-31 12:00:00Z", "2026-01-31T12:00:00z", "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00+0100", "2026-01-31T12:00:00+01:60", "2026-01-31T12:00:00-23:59", "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00Z", "0000-01-01T00:00:00Z", "0099-12-31T00:00:00-01:00", "1900-02-29T00:00:00Z", "1600-02-29T00:00:00Z",
        "+012026-01-31T12:00:00Z", "2026-1-31T12:00:00Z", "", "x", "2026-01-31T12:00:00.000Zx", "9999-12-31T23:59:59.999Z"
    };
    private static final String[] TEXTS = {
        "", "a", "ü", "b\\\"", "\\u0061", "\\u00fc", "\\n\\t\\b\\f\\r\\/\\\\", "😀", "\\ud83d\\ude00", "\\ud83d", "\\ude00x", "\\ud83dx",
        "\\ud83d\\u0041", "\\uD83D\\uD83D\\uDE00", "\\u0000", "plain text that is longer than eight bytes", "\u007f\u0080\u07ff\u0800\uffff",
        "\\u00", "\\x41", "\\u12G4", "QUJD", "QUI=", "QUI", "QQ==", "QQ", "Q", "Q===", "QU_-", "QU+/", "\\u0051\\u0051", "QUJDRA==", "\t", "\u2028"
    };

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        byte[] record = object().getBytes(StandardCharsets.UTF_8);
        int mutations = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < mutations && record.length > 0; i++) {
            record = mutate(record);
        }
        return record;
    }

    private byte[] mutate(byte[] record) {
        int at = random.nextInt(record.length);
        switch (random.nextInt(6)) {
            case 0: return Arrays.copyOf(record, at);
            case 1: return splice(record, at, at + 1, new byte[0]);
            case 2: return splice(record, at, at, new byte[] {(byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()))});
            case 3: return splice(record, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 4: return splice(record, at, at, Arrays.copyOfRange(record, at, Math.min(record.length, at + random.nextInt(12))));
            default: return splice(record, at, Math.min(record.length, at + random.nextInt(8)), new byte[0]);
        }
    }

    private static byte[] splice(byte[] record, int from, int to, byte[] with) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(record, 0, from);
        out.writeBytes(with);
        out.write(record, to, record.length - to);
        return out.toByteArray();
    }

    private String object() {
        if (random.nextInt(60) == 0) {
            return space() + any(0) + space();
        }
        List<String> fields = new ArrayList<>();
        boolean careful = random.nextInt(4) != 0;
        for (String name : NAMES) {
            if (random.nextInt(careful ? 400 : 12) > 0) {
                fields.add(quoted(name) + space() + ':' + space() + value(name, careful));
            }
        }
        for (int extra = random.nextInt(3); extra > 0; extra--) {
            String name = random.nextBoolean() ? text() : NAMES[random.nextInt(NAMES.length)];
            boolean mended = careful && Arrays.asList(NAMES).contains(name);
            fields.add(random.nextInt(fields.size() + 1), quoted(name) + ':' + (mended ? value(name, true) : any(0)));
        }
        if (random.nextInt(4) == 0) {
            java.util.Collections.shuffle(fields, random);
        }
        return space() + '{' + space() + String.join(space() + ',' + space(), fields) + space() + '}' + space();
    }

    private String quoted(String name) {
        if (random.nextInt(10) == 0 && !name.isEmpty() && name.charAt(0) < 0x80 && name.charAt(0) != '\\') {
            return String.format("\"\\u%04x%s\"", (int) name.charAt(0), name.substring(1));
        }
        return '"' + name + '"';
    }

    private String value(String name, boolean careful) {
        int odd = random.nextInt(careful ? 300 : 12);
        if (odd == 0) {
            return any(0);
        }
        switch (name) {
            case "string": case "long field name": return '"' + (careful ? words() : text()) + '"';
            case "choice": return careful ? pick("\"a\"", "\"b\\\"\"", "\"ü\"", "\"\\u0061\"") : '"' + text() + '"';
            case "number": return careful ? decimal() : pick(NUMBERS);
            case "level": return careful ? pick("1", "1.0", "25e-1", "-0", "2.5") : pick(NUMBERS);
            case "int": return careful ? Integer.toString(random.nextInt()) : pick(NUMBERS);
            case "boolean": return pick("true", "false");
            case "at": return '"' + (careful ? time() : pick(TIMES)) + '"';
            case "maybe": return random.nextInt(3) == 0 ? "null" : '"' + (careful ? time() : pick(TIMES)) + '"';
            case "bytes": return '"' + (careful ? pick("", "QUJD", "QUI=", "QQ", "QU+/", "\\u0051UJD") : pick(TEXTS)) + '"';
            case "list": return list(() -> random.nextInt(9) == 0 ? "null" : careful ? decimal() : pick(NUMBERS));
            case "map": return map(careful);
            default: return "{\"x\":" + (careful ? "" + random.nextInt(99) : pick(NUMBERS)) + (random.nextBoolean() ? ",\"y\":" + any(2) : "")
                    + ",\"z\":" + list(() -> "{\"é\":" + pick("true", "false", "true", careful ? "false" : "null") + '}') + space() + '}';
        }
    }

    private String map(boolean careful) {
        List<String> entries = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.add('"' + (careful ? words() : text()) + "\":" + (careful ? '"' + words() + '"' : any(2)));
        }
        return '{' + space() + String.join(",", entries) + '}';
    }

    private String list(java.util.function.Supplier<String> element) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            elements.add(element.get());
        }
        return '[' + space() + String.join(space() + ",", elements) + ']';
    }

    private String any(int depth) {
        switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0: return pick("null", "true", "false");
            case 1: return pick(NUMBERS);
            case 2: return '"' + text() + '"';
            case 3: return '"' + pick(TIMES) + '"';
            case 4: return random.nextInt(30) == 0 ? "[".repeat(3000) + "]".repeat(3000) : "0";
            case 5: return list(() -> any(depth + 1));
            default: return "{\"" + text() + "\":" + any(depth + 1) + ",\"k\" :" + any(depth + 1) + '}';
        }
    }

    private String decimal() {
        switch (random.nextInt(5)) {
            case 0: return Integer.toString(random.nextInt(100_000));
            case 1: return random.nextInt(10_000) + "." + random.nextInt(1000);
            case 2: return Double.toString(Double.longBitsToDouble(random.nextLong())).replaceAll("NaN|-?Infinity", "1.5");
            case 3: return random.nextLong() + "." + Math.abs(random.nextInt()) + "e" + (random.nextInt(60) - 30);
            default: return String.format(java.util.Locale.ROOT, "%.15g", random.nextGaussian());
        }
    }

    private String time() {
        String fraction = random.nextBoolean() ? "" : "." + random.nextInt(1000) + (random.nextBoolean() ? "" : random.nextInt(1_000_000));
        return String.format("20%02d-%02d-%02dT%02d:%02d:%02d%s%s", random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28),
                random.nextInt(24), random.nextInt(60), random.nextInt(60), fraction, pick("Z", "Z", "+01:00", "-09:30", "+00:00"));
    }

    private String words() {
        return random.nextInt(3) == 0 ? pick("ü😀", "\\u0041b", "x\\ny", "\\ud83d\\ude00") : "word " + Long.toString(random.nextLong(), 36);
    }

    private String text() {
        return random.nextInt(4) == 0 ? pick(TEXTS) + pick(TEXTS) : random.nextBoolean() ? pick(TEXTS) : words();
    }

    private String space() {
        return random.nextInt(4) == 0 ? pick(" ", "\t", "\r\n", "  ", " \n") : "";
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}

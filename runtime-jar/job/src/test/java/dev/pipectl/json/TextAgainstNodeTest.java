package dev.pipectl.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

class TextAgainstNodeTest {
    private final Random random = new Random(7);

    @Test
    void printsNumbersAsJavaScriptDoes() throws Exception {
        List<Double> numbers = new ArrayList<>(List.of(
                0.0, -0.0, 1.0, -1.0, 1e21, 1e20, 123456789012345680000.0, 1e-6, 1e-7, 1.5e-7, 5e-324, Double.MAX_VALUE,
                Double.MIN_NORMAL, 0.1, 0.1 + 0.2, 100.0, 1e15, 1e16, 999999999999999.9, 4.35, 1.005, 2e-3, 1e9, 1e9 + 0.5,
                9007199254740993.0, 1.7976931348623157e308, 123.456, -0.001, 0.000999, 1e22, 1e23, 2.0e-3, 1 / 3.0,
                Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        for (int i = 0; i < 3000; i++) {
            numbers.add(i * Double.MIN_VALUE);
            numbers.add(Math.pow(10, i - 330));
            numbers.add(Math.pow(2, i - 1080));
        }
        for (int i = 0; i < 60_000; i++) {
            numbers.add(Double.longBitsToDouble(random.nextLong()));
            numbers.add(random.nextInt(1_000_000) / 1000.0);
            numbers.add(random.nextLong() / Math.pow(10, random.nextInt(25)));
            numbers.add(Math.nextUp((double) random.nextInt()));
            numbers.add(Math.nextUp(random.nextInt(100_000) / 100.0));
        }
        assertSame(numbers, x -> "number " + String.format("%016x", Double.doubleToRawLongBits(x)), JavaScriptNumber::toString);
    }

    @Test
    void readsNumbersAsJavaScriptDoes() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            tokens.add(Double.toString(Double.longBitsToDouble(random.nextLong())).replaceAll("NaN|-?Infinity", "1"));
            tokens.add(random.nextLong() + (random.nextBoolean() ? "" : "." + (random.nextLong() & Long.MAX_VALUE)) + (random.nextBoolean() ? "" : "e" + (random.nextInt(700) - 350)));
            tokens.add(random.nextInt(100_000) + "." + random.nextInt(100_000));
            tokens.add(random.nextInt() + "E" + (random.nextInt(50) - 25));
        }
        assertSame(tokens, token -> "parse " + token, token -> {
            byte[] text = token.getBytes(StandardCharsets.UTF_8);
            JsonCursor cursor = new JsonCursor();
            cursor.reset(text, 0, text.length);
            return String.format("%016x", Double.doubleToRawLongBits(cursor.number().doubleValue()));
        });
    }

    @Test
    void printsTimesAsJavaScriptDoes() throws Exception {
        List<Long> times = new ArrayList<>(List.of(0L, -1L, IsoTime.FURTHEST, -IsoTime.FURTHEST, 253_402_300_799_999L,
                253_402_300_800_000L, -62_167_219_200_000L, -62_167_219_200_001L, 951_782_400_000L, 4_107_542_400_000L));
        for (int i = 0; i < 50_000; i++) {
            times.add(Math.floorMod(random.nextLong(), 2 * IsoTime.FURTHEST) - IsoTime.FURTHEST);
            times.add(Math.floorMod(random.nextLong(), 4_102_444_800_000L));
        }
        assertSame(times, time -> "time " + time, time -> {
            JsonBuffer out = new JsonBuffer();
            out.time(time);
            return out.text().substring(1, out.text().length() - 1);
        });
        for (long time : times) {
            byte[] text = new byte[32];
            int length = IsoTime.write(time, text, 0);
            assertThat(IsoTime.parse(text, 0, length)).isEqualTo(length == 24 ? time : IsoTime.NONE);
        }
    }

    @Test
    void quotesStringsAsJavaScriptDoes() throws Exception {
        List<String> strings = new ArrayList<>(List.of("", "\"", "\\", "\u2028", "\u007f", "a\tb\r\n\b\f\u0001\u001f", "ü😀é"));
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(30); k > 0; k--) {
                int c = random.nextInt(4) == 0 ? random.nextInt(0x11000) * 16 : random.nextInt(0x80);
                text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
            }
            strings.add(text.toString());
        }
        assertSame(strings, text -> "string " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)), text -> {
            JsonBuffer out = new JsonBuffer();
            out.string(StringData.fromString(text));
            return out.text();
        });
    }

    private static <T> void assertSame(List<T> values, Function<T, String> question, Function<T, String> answer) throws Exception {
        List<String> expected = Node.answers("text-judge.mjs", values.stream().map(question).toList());
        assertThat(expected).hasSameSizeAs(values);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String right = new String(HexFormat.of().parseHex(expected.get(i)), StandardCharsets.UTF_8);
            String found = answer.apply(values.get(i));
            if (!right.equals(found)) {
                differences.add(values.get(i) + ": expected " + right + ", found " + found);
            }
        }
        assertThat(differences.subList(0, Math.min(5, differences.size()))).isEmpty();
    }
}

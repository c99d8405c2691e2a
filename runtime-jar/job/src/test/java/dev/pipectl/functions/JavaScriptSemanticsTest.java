package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.junit.jupiter.api.Test;

/** Every function gives Node's value, for values at the edges and for random ones. */
class JavaScriptSemanticsTest {
    private final NodeOracle node = new NodeOracle();
    private final Samples samples = new Samples(20_261_121);

    @Test
    void numbers() throws Exception {
        List<Double> numbers = samples.numbers(4000);
        for (Double number : numbers) {
            node.expect("n => String(n)", new NumberToString().eval(number).toString(), number);
            node.expect("n => [...new Set([n])][0]", new KeyNumber().eval(number), number);
        }
        for (int i = 0; i < 20_000; i++) {
            Double a = i < 1024 ? numbers.get(i / 32) : samples.pick(numbers);
            Double b = i < 1024 ? numbers.get(i % 32) : samples.pick(numbers);
            node.expect("(a, b) => a % b", new NumberRemainder().eval(a, b), a, b);
            node.expect("(a, b) => a / b", new NumberDivide().eval(a, b), a, b);
            node.expect("(a, b) => Math.min(a, b)", new MathMin().eval(a, b), a, b);
            node.expect("(a, b) => Math.max(a, b)", new MathMax().eval(a, b), a, b);
        }
        for (String name : List.of("NaN", "Infinity", "-Infinity", "-0")) {
            node.expect("() => " + name, new Number().eval(text(name)));
        }
        assertNoDifference();
    }

    @Test
    void bigints() throws Exception {
        List<Long> bigints = samples.bigints(500);
        for (int i = 0; i < 20_000; i++) {
            Long a = i < 225 ? bigints.get(i / 15) : samples.pick(bigints);
            Long b = i < 225 ? bigints.get(i % 15) : samples.pick(bigints);
            node.expect("(a, b) => a + b", orThrown(() -> new BigintAdd().eval(a, b)), a, b);
            node.expect("(a, b) => a - b", orThrown(() -> new BigintSubtract().eval(a, b)), a, b);
            node.expect("(a, b) => a * b", orThrown(() -> new BigintMultiply().eval(a, b)), a, b);
            node.expect("(a, b) => a / b", orThrown(() -> new BigintDivide().eval(a, b)), a, b);
            node.expect("(a, b) => a % b", orThrown(() -> new BigintRemainder().eval(a, b)), a, b);
            node.expect("a => -a", orThrown(() -> new BigintNegate().eval(a)), a);
        }
        assertNoDifference();
    }

    @Test
    void strings() throws Exception {
        List<String> strings = samples.strings(5000);
        for (String string : strings) {
            one("s => s.length", string, text -> new StringLength().eval(text));
            one("s => s.toUpperCase()", string, text -> new StringUpper().eval(text));
            one("s => s.toLowerCase()", string, text -> new StringLower().eval(text));
            one("s => s.trim()", string, text -> new StringTrim().eval(text));
        }
        for (int i = 0; i < 20_000; i++) {
            String a = samples.pick(strings);
            String b = i % 2 == 0 ? samples.pick(strings) : samples.part(a, strings);
            two("(a, b) => a.includes(b)", a, b, (x, y) -> new StringIncludes().eval(x, y));
            two("(a, b) => a.startsWith(b)", a, b, (x, y) -> new StringStartsWith().eval(x, y));
            two("(a, b) => a.endsWith(b)", a, b, (x, y) -> new StringEndsWith().eval(x, y));
            two("(a, b) => a < b ? -1 : a > b ? 1 : 0", a, b, (x, y) -> (double) Integer.signum(new StringCompare().eval(x, y)));
        }
        assertNoDifference();
    }

    @Test
    void dates() throws Exception {
        for (Long millis : samples.dates(4000)) {
            TimestampData date = TimestampData.fromEpochMillis(millis);
            Instant asked = Instant.ofEpochMilli(millis);
            node.expect("d => d.getTime()", new DateMillis().eval(date), asked);
            node.expect("d => d.toISOString()", new DateIso().eval(date).toString(), asked);
            for (String part : List.of(
                    "FullYear", "Month", "Date", "Day", "Hours", "Minutes", "Seconds", "Milliseconds")) {
                node.expect("d => d.getUTC" + part + "()", new DateUtc().eval(date, text(part)), asked);
            }
            assertThat(new DateLiteral().eval(millis)).isEqualTo(date);
        }
        assertNoDifference();
    }

    /** Strings are given as slices of a longer buffer too, as they lie in a row. */
    private void one(String javaScript, String string, Function<StringData, Object> function) {
        Object value = plain(function.apply(text(string)));
        assertThat(plain(function.apply(slice(string)))).isEqualTo(value);
        node.expect(javaScript, value, string);
    }

    private void two(String javaScript, String a, String b, BiFunction<StringData, StringData, Object> function) {
        Object value = function.apply(text(a), text(b));
        assertThat(function.apply(slice(a), slice(b))).isEqualTo(value);
        node.expect(javaScript, value, a, b);
    }

    private static Object plain(Object value) {
        return value instanceof StringData ? value.toString() : value;
    }

    private static StringData text(String string) {
        return StringData.fromString(string);
    }

    private static StringData slice(String string) {
        byte[] bytes = BinaryStringData.fromString(string).toBytes();
        byte[] row = new byte[bytes.length + 11];
        Arrays.fill(row, (byte) ' ');
        System.arraycopy(bytes, 0, row, 7, bytes.length);
        return BinaryStringData.fromAddress(
                new MemorySegment[] {MemorySegmentFactory.wrap(row)}, 7, bytes.length);
    }

    private static Object orThrown(Supplier<Object> call) {
        try {
            return call.get();
        } catch (ArithmeticException thrown) {
            assertThat(thrown).hasMessageMatching("The (result of|right side of) bigint . (does not fit into 64 bits|is 0)");
            return thrown;
        }
    }

    private void assertNoDifference() throws Exception {
        List<String> differences = node.differences();
        assertThat(differences).as("of %d calls", node.calls()).isEmpty();
    }
}

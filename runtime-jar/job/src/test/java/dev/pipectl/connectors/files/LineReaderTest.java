package dev.pipectl.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    Path dir;

    /** A line as it was handed out, kept without a copy until the end. */
    private record Line(long number, long offset, byte[] bytes, int start, int end) {
        String text() {
            return number + ":" + new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsLinesOfAnyLengthAndNeverTouchesThemAgain() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            int lines = 2000;
            for (int i = 1; i <= lines; i++) {
                int length = random.nextInt(200) == 0 ? random.nextInt(3 * LineReader.CHUNK) : random.nextInt(100);
                String line = Character.toString('a' + random.nextInt(26)).repeat(length);
                text.append(line);
                if (i < lines || random.nextBoolean()) {
                    text.append(random.nextBoolean() ? "\n" : "\r\n");
                }
                if (length > 0) {
                    expected.add(i + ":" + line);
                }
            }
            Path file = dir.resolve("lines" + round);
            Files.writeString(file, text);
            List<Line> found = read(file, 0, 0, true);
            assertThat(found.stream().map(Line::text).toList()).isEqualTo(expected);

            Line middle = found.get(found.size() / 2);
            List<Line> rest = read(file, middle.offset(), middle.number(), true);
            assertThat(rest.stream().map(Line::text).toList()).isEqualTo(expected.subList(found.size() / 2 + 1, expected.size()));
        }
    }

    @Test
    void waitsForTheEndOfALineThatIsBeingWritten() throws Exception {
        Path file = dir.resolve("growing");
        Files.writeString(file, "one\ntw");
        try (LineReader reader = new LineReader(file.toString(), 0, 0)) {
            assertThat(reader.advance(false)).isTrue();
            assertThat(reader.advance(false)).isFalse();
            assertThat(reader.offset()).isEqualTo(4);
            Files.writeString(file, "o\n", StandardOpenOption.APPEND);
            assertThat(reader.advance(false)).isTrue();
            assertThat(new String(reader.bytes(), reader.start(), reader.end() - reader.start(), StandardCharsets.UTF_8)).isEqualTo("two");
            assertThat(reader.offset()).isEqualTo(8);
            assertThat(reader.advance(false)).isFalse();
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        assertThatThrownBy(() -> new LineReader(dir.resolve("none").toString(), 0, 0)).isInstanceOf(IOException.class).hasMessageContaining("does not exist");
        Path file = Files.writeString(dir.resolve("short"), "x");
        assertThatThrownBy(() -> new LineReader(file.toString(), 2, 1)).isInstanceOf(IOException.class).hasMessageContaining("shorter than what was already read");
    }

    private static List<Line> read(Path file, long offset, long line, boolean whole) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(file.toString(), offset, line)) {
            while (reader.advance(whole)) {
                lines.add(new Line(reader.line(), reader.offset(), reader.bytes(), reader.start(), reader.end()));
            }
        }
        return lines;
    }
}

package dev.pipectl.json;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Asks Node.js, which knows JavaScript better than this code does. */
final class Node {
    private Node() {}

    /** Runs a script of the test resources over lines of input and gives its lines of output. */
    static List<String> answers(String script, List<String> lines) throws Exception {
        Path dir = Files.createTempDirectory("node-judge");
        Path program = dir.resolve(script);
        Path input = dir.resolve("in");
        Path output = dir.resolve("out");
        try (InputStream source = Node.class.getResourceAsStream(script)) {
            Files.copy(source, program);
        }
        Files.write(input, lines, StandardCharsets.UTF_8);
        try {
            int exit = new ProcessBuilder("node", program.toString())
                    .redirectInput(input.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("node ended with " + exit);
            }
            return Files.readAllLines(output, StandardCharsets.UTF_8);
        } finally {
            for (Path file : List.of(program, input, output, dir)) {
                Files.deleteIfExists(file);
            }
        }
    }
}

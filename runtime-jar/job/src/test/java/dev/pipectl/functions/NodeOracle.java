package dev.pipectl.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Collects calls of JavaScript functions with the value that Java gives for each, and compares all with Node's at once. */
final class NodeOracle {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder questions = new StringBuilder();
    private final List<String> calls = new ArrayList<>();
    private final List<String> actual = new ArrayList<>();

    /** Arguments and value in {@link #text}'s form. */
    void expect(String javaScript, Object value, Object... arguments) {
        try {
            List<String> call = new ArrayList<>();
            call.add(javaScript);
            for (Object argument : arguments) {
                call.add(text(argument));
            }
            String line = JSON.writeValueAsString(call);
            questions.append(line).append('\n');
            calls.add(line);
            actual.add(text(value));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** One line for each call whose value differs. */
    List<String> differences() throws Exception {
        List<String> expected = ask(questions.toString());
        List<String> differences = new ArrayList<>();
        for (int index = 0; index < calls.size(); index++) {
            if (!actual.get(index).equals(expected.get(index))) {
                differences.add(calls.get(index) + " is " + expected.get(index) + " in Node, " + actual.get(index) + " here");
            }
        }
        return differences;
    }

    int calls() {
        return calls.size();
    }

    private static List<String> ask(String questions) throws Exception {
        Path script = Files.createTempFile("oracle", ".mjs");
        Path input = Files.createTempFile("oracle", ".jsonl");
        try (InputStream source = NodeOracle.class.getResourceAsStream("oracle.mjs")) {
            Files.write(script, source.readAllBytes());
            Files.writeString(input, questions);
            Process node = new ProcessBuilder("node", script.toString())
                    .redirectInput(input.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (node.waitFor() != 0) {
                throw new AssertionError("node failed");
            }
            List<String> answers = new ArrayList<>();
            for (String line : output.split("\n")) {
                answers.add(JSON.readValue(line, String.class));
            }
            return answers;
        } finally {
            Files.delete(script);
            Files.delete(input);
        }
    }

    /** A date is given as an {@link Instant}; an exception stands for a value that can't be. */
    private static String text(Object value) {
        if (value instanceof Double number) {
            return "n" + Long.toHexString(Double.doubleToLongBits(number));
        }
        if (value instanceof Long bigint) {
            return "i" + bigint;
        }
        if (value instanceof Instant date) {
            return "d" + date.toEpochMilli();
        }
        if (value instanceof Boolean) {
            return "b" + value;
        }
        return value instanceof ArithmeticException ? "throws" : "s" + value;
    }
}

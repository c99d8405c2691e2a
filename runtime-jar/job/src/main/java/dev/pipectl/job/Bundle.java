package dev.pipectl.job;

import java.util.List;
import java.util.Map;

/** A compiled pipeline without its plan: the only thing that crosses from TypeScript to Java. */
public record Bundle(
        String flink,
        String pipeline,
        Map<String, String> settings,
        List<Function> functions,
        List<Placeholder> placeholders,
        List<Statement> statements) {
    static final int FORMAT = 1;

    /** A function of the runtime jar, by its SQL name. */
    public record Function(String name, String className) {}

    /** A name that stands as {@code ${name}} in option values; without a default it must be bound. */
    public record Placeholder(String name, String kind, String defaultValue) {}

    /** Reads and checks a bundle; throws a {@link BundleException} that names every problem. */
    public static Bundle parse(String json) {
        return new BundleReader(json).read();
    }
}

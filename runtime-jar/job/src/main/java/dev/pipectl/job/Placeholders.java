package dev.pipectl.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a bundle's {@code ${name}} placeholders, which stand in option values and nowhere else. */
public final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final Map<String, String> values;

    private Placeholders(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Binds properties to the placeholders of a bundle; throws a {@link BundleException} that names every property that
     * is missing or that no placeholder has.
     */
    public static Placeholders bind(Bundle bundle, Map<String, String> properties) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        Map<String, String> unknown = new TreeMap<>(properties);
        for (Bundle.Placeholder placeholder : bundle.placeholders()) {
            String value = properties.getOrDefault(placeholder.name(), placeholder.defaultValue());
            unknown.remove(placeholder.name());
            if (value == null) {
                problems.add("The property '" + placeholder.name() + "' (" + placeholder.kind() + ") is not set.");
            } else {
                values.put(placeholder.name(), value);
            }
        }
        unknown.keySet().forEach(name ->
                problems.add("The property '" + name + "' is set, and the pipeline has no placeholder of that name."));
        if (!problems.isEmpty()) {
            throw new BundleException(problems);
        }
        return new Placeholders(values);
    }

    /** Values that are only planned with, never run: each placeholder stands for itself. */
    static Placeholders unbound() {
        return new Placeholders(null);
    }

    Map<String, String> fill(Map<String, String> options, String table) {
        Map<String, String> filled = new LinkedHashMap<>();
        options.forEach((key, value) -> filled.put(key, fill(value, "the option '" + key + "' of '" + table + "'")));
        return filled;
    }

    private String fill(String text, String place) {
        if (values == null) {
            return text;
        }
        return PLACEHOLDER.matcher(text).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new BundleException(
                        "The placeholder '" + match.group(1) + "' in " + place + " is not one of the bundle's.");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}

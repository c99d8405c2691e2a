package dev.pipectl.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads a bundle's JSON and collects every problem, with its place as a path such as {@code statements[2].name}. */
final class BundleReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String text;
    private final List<String> problems = new ArrayList<>();

    BundleReader(String text) {
        this.text = text;
    }

    Bundle read() {
        JsonNode root = tree();
        if (!root.isObject()) {
            throw new BundleException("The bundle is not a JSON object.");
        }
        if (root.path("format").asInt(-1) != Bundle.FORMAT) {
            throw new BundleException("The bundle's format is " + root.path("format") + ", and this runtime reads format "
                    + Bundle.FORMAT + ".");
        }
        fields(
                root, "", "format", "flink", "pipeline", "settings", "functions", "placeholders", "statements", "ledger", "description");
        Bundle bundle = new Bundle(
                string(root, "flink", ""),
                string(root, "pipeline", ""),
                strings(root, "settings", ""),
                list(root, "functions", "", this::function),
                list(root, "placeholders", "", this::placeholder),
                list(root, "statements", "", this::statement));
        list(root, "ledger", "", (stage, at) -> stage);
        // For people, and the part of pipectl that compares versions: nothing here depends on it.
        if (!root.path("description").isObject()) {
            problems.add("description is missing or not an object.");
        }
        if (!problems.isEmpty()) {
            throw new BundleException(problems);
        }
        return bundle;
    }

    private JsonNode tree() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new BundleException("The bundle is not JSON: " + broken.getOriginalMessage() + " at line "
                    + broken.getLocation().getLineNr() + ".");
        }
    }

    private Bundle.Function function(JsonNode node, String at) {
        fields(node, at, "name", "class");
        return new Bundle.Function(string(node, "name", at), string(node, "class", at));
    }

    private Bundle.Placeholder placeholder(JsonNode node, String at) {
        fields(node, at, "name", "kind", "default");
        return new Bundle.Placeholder(
                string(node, "name", at), string(node, "kind", at), optional(node, "default", at));
    }

    private Statement statement(JsonNode node, String at) {
        String kind = string(node, "kind", at);
        switch (kind) {
            case "table":
                return table(node, at);
            case "view":
            case "insert":
                fields(node, at, "kind", "name", "sql", "origin");
                return new Statement.Query(
                        kind.equals("view") ? Statement.Kind.VIEW : Statement.Kind.INSERT,
                        string(node, "name", at),
                        string(node, "sql", at),
                        origin(node, at));
            default:
                problems.add(at + ".kind is '" + kind + "', not table, view or insert.");
                return null;
        }
    }

    private Statement.Table table(JsonNode node, String at) {
        fields(node, at, "kind", "name", "columns", "watermark", "primaryKey", "options", "origin");
        List<Statement.Column> columns = list(node, "columns", at, this::column);
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.add(column.name()));
        List<String> key = list(node, "primaryKey", at, this::text);
        for (String column : key) {
            if (!names.contains(column)) {
                problems.add(at + ".primaryKey names '" + column + "', which is not a column.");
            }
        }
        return new Statement.Table(
                string(node, "name", at), columns, watermark(node, at), key, strings(node, "options", at), origin(node, at));
    }

    private Statement.Column column(JsonNode node, String at) {
        fields(node, at, "name", "type", "metadata", "computed");
        Statement.Column column = new Statement.Column(
                string(node, "name", at),
                optional(node, "type", at),
                optional(node, "metadata", at),
                optional(node, "computed", at));
        if (column.computed() == null ? column.type() == null : column.metadata() != null) {
            problems.add(at + " needs a type, or be computed without metadata.");
        }
        return column;
    }

    private Statement.Watermark watermark(JsonNode table, String at) {
        JsonNode node = table.get("watermark");
        if (node == null || node.isNull()) {
            return null;
        }
        fields(node, at + ".watermark", "column", "expression");
        return new Statement.Watermark(
                string(node, "column", at + ".watermark"), string(node, "expression", at + ".watermark"));
    }

    private Origin origin(JsonNode statement, String at) {
        JsonNode node = statement.path("origin");
        String place = join(at, "origin");
        fields(node, place, "file", "line", "column");
        return new Origin(string(node, "file", place), number(node, "line", place), number(node, "column", place));
    }

    private void fields(JsonNode node, String at, String... known) {
        Set<String> names = Set.of(known);
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                problems.add(join(at, name) + " is not known.");
            }
        });
    }

    private String string(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            problems.add(join(at, name) + " is missing or not text.");
            return "";
        }
        return value.textValue();
    }

    private String optional(JsonNode node, String name, String at) {
        return node.has(name) ? text(node.get(name), join(at, name)) : null;
    }

    private String text(JsonNode node, String at) {
        if (!node.isTextual()) {
            problems.add(at + " is not text.");
        }
        return node.asText();
    }

    private int number(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        if (!value.isInt() || value.intValue() < 1) {
            problems.add(join(at, name) + " is missing or not a number from 1.");
        }
        return value.asInt();
    }

    private Map<String, String> strings(JsonNode node, String name, String at) {
        Map<String, String> values = new TreeMap<>();
        JsonNode object = node.path(name);
        if (!object.isObject()) {
            problems.add(join(at, name) + " is missing or not an object.");
        }
        object.fields().forEachRemaining(entry ->
                values.put(entry.getKey(), text(entry.getValue(), join(at, name) + "." + entry.getKey())));
        return values;
    }

    private <T> List<T> list(JsonNode node, String name, String at, BiFunction<JsonNode, String, T> element) {
        List<T> elements = new ArrayList<>();
        JsonNode array = node.path(name);
        if (!array.isArray()) {
            problems.add(join(at, name) + " is missing or not a list.");
        }
        for (int index = 0; index < array.size(); index++) {
            elements.add(element.apply(array.get(index), join(at, name) + "[" + index + "]"));
        }
        return elements;
    }

    private static String join(String at, String name) {
        return at.isEmpty() ? name : at + "." + name;
    }
}

package dev.pipectl.local;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.TextNode;

/**
 * Makes a compiled plan the same bytes whatever this JVM planned before, and safe to pass through JavaScript.
 *
 * <p>Flink numbers nodes with a counter per JVM; here they count from 1 in the plan's own (topological) order. A BIGINT
 * literal is written by Flink as a JSON number, which JavaScript would round above 2^53: such numbers become text, which
 * Flink reads as exactly.
 */
final class PlanNumbers {
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    private PlanNumbers() {}

    static ObjectNode settle(JsonNode compiled) {
        ObjectNode plan = compiled.deepCopy();
        Map<Long, Integer> numbers = new HashMap<>();
        for (JsonNode node : plan.path("nodes")) {
            numbers.put(node.path("id").asLong(), numbers.size() + 1);
        }
        for (JsonNode node : plan.path("nodes")) {
            renumber((ObjectNode) node, "id", numbers);
        }
        for (JsonNode edge : plan.path("edges")) {
            renumber((ObjectNode) edge, "source", numbers);
            renumber((ObjectNode) edge, "target", numbers);
        }
        keepExact(plan);
        return plan;
    }

    private static void renumber(ObjectNode node, String field, Map<Long, Integer> numbers) {
        Integer number = numbers.get(node.path(field).asLong());
        if (number == null) {
            throw new IllegalStateException("The compiled plan refers to a node that it does not hold: " + node.path(field));
        }
        node.put(field, number);
    }

    private static void keepExact(JsonNode at) {
        if (at instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> field.setValue(exact(field.getValue())));
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, exact(array.get(i)));
            }
        }
    }

    private static JsonNode exact(JsonNode value) {
        if (value.isIntegralNumber() && Math.abs(value.asDouble()) > LARGEST_EXACT) {
            return TextNode.valueOf(value.asText());
        }
        keepExact(value);
        return value;
    }
}

package dev.pipectl.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** A field that a source's records must have, as the table's option {@code contract} says. */
public final class ContractField {
    /** The types a contract knows. */
    public enum Type { STRING, NUMBER, INT, BIGINT, BOOLEAN, TIMESTAMP, BYTES, ARRAY, MAP, ROW }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Type type;
    private final boolean nullable;
    private final JsonNode oneOf;
    private final ContractField of;
    private final List<ContractField> fields;

    private ContractField(JsonNode node) {
        name = node.path("name").asText("");
        type = type(node.path("type").asText(""));
        nullable = node.path("nullable").asBoolean(false);
        oneOf = node.get("oneOf");
        if ((type == Type.ARRAY || type == Type.MAP) != node.has("of") || (type == Type.ROW) != node.has("fields")) {
            throw new IllegalArgumentException("Field '" + name + "' of the contract is not complete.");
        }
        of = node.has("of") ? new ContractField(node.get("of")) : null;
        fields = node.has("fields") ? fields(node.get("fields")) : List.of();
    }

    /** The fields of a contract in column order; throws an IllegalArgumentException when it is not one. */
    public static List<ContractField> parse(String contract) {
        try {
            return fields(JSON.readTree(contract));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The contract is not JSON.", e);
        }
    }

    private static List<ContractField> fields(JsonNode node) {
        if (node == null || !node.isArray()) {
            throw new IllegalArgumentException("A contract is a JSON array of fields.");
        }
        List<ContractField> fields = new ArrayList<>();
        node.forEach(field -> fields.add(new ContractField(field)));
        return fields;
    }

    private static Type type(String name) {
        for (Type type : Type.values()) {
            if (type.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("A contract knows no type '" + name + "'.");
    }

    /** The field's name; empty for an element of an array or a value of a map. */
    public String name() {
        return name;
    }

    /** The field's type. */
    public Type type() {
        return type;
    }

    /** Whether the field may be missing or null. */
    public boolean nullable() {
        return nullable;
    }

    /** The only values allowed, or null when all are. */
    JsonNode oneOf() {
        return oneOf;
    }

    /** What an array's elements or a map's values are. */
    public ContractField of() {
        return of;
    }

    /** The fields of a row. */
    public List<ContractField> fields() {
        return fields;
    }
}

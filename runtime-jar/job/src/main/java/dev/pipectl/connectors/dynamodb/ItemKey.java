package dev.pipectl.connectors.dynamodb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A key by its value: DynamoDB answers with other digits than it was asked with, 1.50 as 1.5. */
record ItemKey(List<Object> parts) {
    /** The key of an item or of a request. */
    static ItemKey of(Map<String, AttributeValue> attributes, List<String> names) {
        return new ItemKey(names.stream().map(name -> part(attributes.get(name))).toList());
    }

    private static Object part(AttributeValue value) {
        return switch (value.type()) {
            case N -> new BigDecimal(value.n()).stripTrailingZeros();
            case B -> value.b();
            default -> value.s();
        };
    }
}

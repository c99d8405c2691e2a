package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.changes.Ordered;
import java.math.BigDecimal;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * One item to be written or deleted.
 *
 * @param key its key
 * @param item the whole item, or null to delete it
 * @param order how new it is, or null
 * @param orderValue the same as it stands in the item, or null
 */
record ItemWrite(
        Map<String, AttributeValue> key, Map<String, AttributeValue> item, BigDecimal order, AttributeValue orderValue)
        implements Ordered {}

package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.changes.Ordered;
import java.math.BigDecimal;

/**
 * One document to be written or deleted.
 *
 * @param action the line that says so in a bulk request
 * @param source the document, or null to delete it
 * @param order how new it is, or null
 */
record Document(byte[] action, byte[] source, BigDecimal order) implements Ordered {
    int bytes() {
        return action.length + 1 + (source == null ? 0 : source.length + 1);
    }
}

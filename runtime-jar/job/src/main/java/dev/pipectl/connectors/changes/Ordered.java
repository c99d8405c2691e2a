package dev.pipectl.connectors.changes;

import java.math.BigDecimal;

/** Something that says how new it is. */
public interface Ordered {
    /** The larger the newer; null when it can't be told, which is so of rows that are removed by their key alone. */
    BigDecimal order();
}

package dev.pipectl.connectors.kinesis;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * The hash keys of a shard's records.
 *
 * @param first the lowest
 * @param last the highest
 */
record HashRange(BigInteger first, BigInteger last) implements Serializable {
    private static final long serialVersionUID = 1L;

    static HashRange of(String first, String last) {
        return new HashRange(new BigInteger(first), new BigInteger(last));
    }

    boolean contains(BigInteger hash) {
        return first.compareTo(hash) <= 0 && hash.compareTo(last) <= 0;
    }
}

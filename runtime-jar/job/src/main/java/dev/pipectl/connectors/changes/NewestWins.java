package dev.pipectl.connectors.changes;

import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.SameKey;
import java.math.BigDecimal;

/** Of two entries of one key the one that is not older; one that does not say how old it is comes in its turn. */
public final class NewestWins<P extends Ordered> implements SameKey<P> {
    private static final long serialVersionUID = 1L;

    @Override
    public Entry<P> of(Entry<P> earlier, Entry<P> later) {
        BigDecimal first = earlier.payload().order();
        BigDecimal second = later.payload().order();
        if (first == null || second == null) {
            return null;
        }
        return first.compareTo(second) > 0 ? earlier : later;
    }
}

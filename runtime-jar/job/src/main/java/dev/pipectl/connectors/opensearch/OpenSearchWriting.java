package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.changes.ChangesMaker;
import dev.pipectl.connectors.changes.NewestWins;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.BatchLimits;
import dev.pipectl.connectors.sink.Delivery;
import dev.pipectl.connectors.sink.SameKey;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.table.types.logical.RowType;

/**
 * How the rows of one output get into an index.
 *
 * @param place the index and how to get there
 * @param type the rows
 * @param key the column of the documents' ids, or none
 * @param onlyIfNewer the column that says which row is newer, or null
 */
record OpenSearchWriting(IndexPlace place, RowType type, int[] key, String onlyIfNewer) implements Serializable {
    private static final BatchLimits LIMITS = new BatchLimits(
            BulkService.DOCUMENTS, BulkService.BYTES, BulkService.DOCUMENT_BYTES, Duration.ofMillis(500));

    Delivery<Document> delivery(String output) {
        Superseded superseded = new Superseded(output);
        SameKey<Document> sameKey = onlyIfNewer == null ? SameKey.lastWins() : new NewestWins<>();
        return new Delivery<>(
                group -> {
                    superseded.open(group);
                    return key.length == 0
                            ? new NewDocuments(type, !place.endpoint().isServerless())
                            : new ChangesMaker<>(new DocumentRows(type, key[0], onlyIfNewer));
                },
                () -> place.open(superseded),
                LIMITS,
                sameKey,
                Delivery.LANES);
    }
}

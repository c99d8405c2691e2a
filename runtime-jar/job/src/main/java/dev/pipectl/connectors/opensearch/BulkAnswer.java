package dev.pipectl.connectors.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Reads what a bulk request became, document by document. */
final class BulkAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Refused with 400 as a document would be, but nothing is wrong with the document. */
    private static final Set<String> OF_THE_INDEX =
            Set.of("index_closed_exception", "invalid_index_name_exception", "validation_exception");

    private final String index;
    private final Superseded superseded;

    BulkAnswer(String index, Superseded superseded) {
        this.index = index;
        this.superseded = superseded;
    }

    List<Verdict> verdicts(byte[] body, int count) throws IOException {
        JsonNode answer = JSON.readTree(body);
        if (answer.path("errors").isBoolean() && !answer.path("errors").booleanValue()) {
            return Collections.nCopies(count, Verdict.WRITTEN);
        }
        JsonNode items = answer.path("items");
        if (items.size() != count) {
            throw new IOException("OpenSearch answered for " + items.size() + " documents of " + count + ".");
        }
        List<Verdict> verdicts = new ArrayList<>(count);
        for (JsonNode item : items) {
            String action = item.fieldNames().next();
            verdicts.add(verdict(action, item.get(action)));
        }
        return verdicts;
    }

    private Verdict verdict(String action, JsonNode item) {
        int status = item.path("status").asInt();
        String type = item.path("error").path("type").asText("HTTP " + status);
        String reason = Failures.reason(item.path("error").path("reason").asText(""));
        if (status < 300 || (status == 404 && action.equals("delete") && !item.has("error"))) {
            return Verdict.WRITTEN;
        }
        if (status == 409) {
            return conflict(action);
        }
        // A full disk blocks an index with 403 until there is room again.
        if (status == 429 || status >= 500 || type.equals("cluster_block_exception")) {
            return new Verdict.Retry(type, reason, status == 429);
        }
        if (OF_THE_INDEX.contains(type)) {
            throw new FatalServiceException(FailureKind.MISCONFIGURED,
                    "The index '" + index + "' takes no documents (" + type + ": " + reason + ").", null);
        }
        if (status == 401 || status == 403 || status == 404) {
            throw Failures.of(status, type, reason);
        }
        return new Verdict.Refused(type, reason);
    }

    /** A newer document is there; or, of one that is created, it itself, from a request whose answer was lost. */
    private Verdict conflict(String action) {
        if (!action.equals("create")) {
            superseded.add();
        }
        return Verdict.WRITTEN;
    }
}

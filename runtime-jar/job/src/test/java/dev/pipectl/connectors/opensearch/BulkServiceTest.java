package dev.pipectl.connectors.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pipectl.connectors.aws.AwsClients;
import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.changes.Superseded;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import dev.pipectl.metrics.StageCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers mean; those of a cluster that is well are tested with a real one. */
class BulkServiceTest {
    private final MetricGroup group = new UnregisteredMetricsGroup();
    private ScriptedHttp server;
    private BulkService service;

    @BeforeEach
    void start() throws Exception {
        server = new ScriptedHttp();
        Superseded superseded = new Superseded("live");
        superseded.open(group);
        service = new BulkService(AwsClients.http(), (request, body) -> request, Endpoint.of(server.endpoint()), "live", new BulkAnswer("live", superseded));
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void documentsAreLinesOfOneRequest() throws Exception {
        server.answer(200, "{\"errors\":false,\"items\":[]}");
        service.send(List.of(entry("{\"index\":{\"_id\":\"a\"}}", "{\"v\":1}"), entry("{\"delete\":{\"_id\":\"b\"}}", null)));
        assertThat(server.requests().get(0).body()).isEqualTo("{\"index\":{\"_id\":\"a\"}}\n{\"v\":1}\n{\"delete\":{\"_id\":\"b\"}}\n");
        assertThat(server.requests().get(0).uri().getPath()).isEqualTo("/live/_bulk");
        assertThat(server.requests().get(0).headers()).containsEntry("content-type", "application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "index  | 201 |                                                        | Written",
        "delete | 200 |                                                        | Written",
        "delete | 404 |                                                        | Written",
        "index  | 409 | version_conflict_engine_exception: [a]: version conflict | Written",
        "create | 409 | version_conflict_engine_exception: [a]: document exists | Written",
        "index  | 429 | rejected_execution_exception: queue is full            | Retry rejected_execution_exception throttled",
        "index  | 503 | unavailable_shards_exception: [live][0] not active     | Retry unavailable_shards_exception",
        "index  | 403 | cluster_block_exception: index is read only, disk full | Retry cluster_block_exception",
        "index  | 400 | mapper_parsing_exception: failed to parse field [v] of type [long] in document with id 'a'. Preview of field's value: 'secret'"
                + " | Refused mapper_parsing_exception failed to parse field [v] of type [long] in document with id 'a'",
        "index  | 400 | strict_dynamic_mapping_exception: dynamic introduction of [w] is not allowed"
                + " | Refused strict_dynamic_mapping_exception dynamic introduction of [w] is not allowed",
    })
    void eachDocumentHasItsVerdict(String action, int status, String error, String verdict) throws Exception {
        server.answer(200, "{\"errors\":true,\"items\":[{\"index\":{\"status\":200}}," + item(action, status, error) + "]}");
        List<Verdict> verdicts = service.send(List.of(entry("{}", "{}"), entry("{}", "{}")));
        assertThat(verdicts.get(0)).isEqualTo(Verdict.WRITTEN);
        assertThat(text(verdicts.get(1))).isEqualTo(verdict);
        long superseded = StageCounters.of(group).counter("live", "superseded").getCount();
        assertThat(superseded).isEqualTo(action.equals("index") && status == 409 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "404 | index_not_found_exception: no such index [live] | The index 'live' does not exist where es:ESHttpPost looks for it",
        "403 | security_exception: no permissions for [indices:data/write/bulk*] | The job may not call es:ESHttpPost on the index 'live'",
        "400 | index_closed_exception: closed | The index 'live' takes no documents (index_closed_exception: closed).",
        "400 | invalid_index_name_exception: must be lowercase | The index 'live' takes no documents (invalid_index_name_exception: must be lowercase).",
    })
    void whatIsWrongWithTheIndexStopsTheJob(int status, String error, String sentence) {
        server.answer(200, "{\"errors\":true,\"items\":[" + item("index", status, error) + "]}");
        Throwable failure = catchThrowable(() -> service.send(List.of(entry("{}", "{}"))));
        assertThat(service.kind(failure).isFatal()).isTrue();
        assertThat(service.fatal(failure)).hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "429 | 429 Too Many Requests /live/_bulk                        | TEMPORARY",
        "503 | <html>no server is available</html>                      | TEMPORARY",
        "500 |                                                          | TEMPORARY",
        "403 | {\"Message\":\"User: arn:aws:iam::1:role/job is not authorized to perform: es:ESHttpPost\"} | DENIED",
        "401 | Unauthorized                                             | DENIED",
        "404 | {\"error\":\"no handler found\",\"status\":404}          | MISSING",
        "413 | {\"message\":\"Request size exceeded 10485760 bytes\"}   | REFUSED",
        "400 | {\"error\":{\"type\":\"illegal_argument_exception\",\"reason\":\"Malformed action\"},\"status\":400} | REFUSED",
        "301 |                                                          | MISCONFIGURED",
    })
    void aRequestThatFailsAsAWholeIsJudgedByItsStatus(int status, String body, FailureKind kind) {
        server.answer(status, body == null ? "" : body);
        Throwable failure = catchThrowable(() -> service.send(List.of(entry("{}", "{}"))));
        assertThat(service.kind(failure)).isEqualTo(kind);
    }

    @Test
    void aServerThatIsNotThereIsTemporary() {
        server.close();
        Throwable failure = catchThrowable(() -> service.send(List.of(entry("{}", "{}"))));
        assertThat(service.kind(failure)).isEqualTo(FailureKind.TEMPORARY);
    }

    @Test
    void anAnswerForOtherDocumentsIsNone() {
        server.answer(200, "{\"errors\":true,\"items\":[{\"index\":{\"status\":200}}]}");
        List<Entry<Document>> two = new ArrayList<>(List.of(entry("{}", "{}"), entry("{}", "{}")));
        assertThatThrownBy(() -> service.send(two)).hasMessage("OpenSearch answered for 1 documents of 2.");
    }

    private static String item(String action, int status, String error) {
        String[] parts = error == null ? null : error.split(": ", 2);
        return "{\"" + action + "\":{\"status\":" + status + (parts == null ? ""
                : ",\"error\":{\"type\":\"" + parts[0] + "\",\"reason\":\"" + parts[1] + "\"}") + "}}";
    }

    private static String text(Verdict verdict) {
        if (verdict instanceof Verdict.Retry retry) {
            return "Retry " + retry.code() + (retry.throttled() ? " throttled" : "");
        }
        return verdict instanceof Verdict.Refused refused ? "Refused " + refused.code() + " " + refused.message() : "Written";
    }

    private static Entry<Document> entry(String action, String source) {
        Document document = new Document(
                action.getBytes(StandardCharsets.UTF_8), source == null ? null : source.getBytes(StandardCharsets.UTF_8), null);
        return new Entry<>(document, document.bytes(), null, () -> new byte[0]);
    }
}

package dev.pipectl.connectors.opensearch;

import dev.pipectl.connectors.aws.FailureKind;
import dev.pipectl.connectors.aws.FatalServiceException;
import dev.pipectl.connectors.aws.ServiceFailures;
import dev.pipectl.connectors.sink.BatchService;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.Verdict;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpClient;

/** Writes documents by bulk requests. */
final class BulkService implements BatchService<Document> {
    /** The most documents and bytes of one request. */
    static final int DOCUMENTS = 1000;
    static final long BYTES = 5L << 20;
    /** The smallest domains take no more in one request. */
    static final long DOCUMENT_BYTES = 10L << 20;

    /** No more of the answer than is looked at. */
    private static final String PATH = "/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason";
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/x-ndjson");

    private final SdkHttpClient client;
    private final Http http;
    private final SignIn signIn;
    private final URI url;
    private final String index;
    private final String action;
    private final BulkAnswer answers;

    BulkService(SdkHttpClient client, SignIn signIn, Endpoint endpoint, String index, BulkAnswer answers) {
        this.client = client;
        this.http = new Http(client);
        this.signIn = signIn;
        this.index = index;
        this.answers = answers;
        url = URI.create(endpoint.url() + "/" + index + PATH);
        action = endpoint.action();
    }

    @Override
    public List<Verdict> send(List<Entry<Document>> batch) throws IOException {
        byte[] body = body(batch);
        Http.Answer answer = http.post(url, HEADERS, body, signIn);
        if (answer.status() == 401 && signIn.renew()) {
            answer = http.post(url, HEADERS, body, signIn);
        }
        if (answer.status() >= 300 && answer.status() < 400) {
            throw new FatalServiceException(FailureKind.MISCONFIGURED,
                    "OpenSearch is not at " + url.getHost() + ", which sends on (HTTP " + answer.status()
                            + "): correct the endpoint of the index '" + index + "'.", null);
        }
        if (answer.status() >= 300) {
            throw Failures.of(answer);
        }
        return answers.verdicts(answer.body(), batch.size());
    }

    private static byte[] body(List<Entry<Document>> batch) {
        int length = 0;
        for (Entry<Document> entry : batch) {
            length += entry.payload().bytes();
        }
        byte[] body = new byte[length];
        int at = 0;
        for (Entry<Document> entry : batch) {
            at = line(entry.payload().action(), body, at);
            at = line(entry.payload().source(), body, at);
        }
        return body;
    }

    private static int line(byte[] text, byte[] body, int at) {
        if (text == null) {
            return at;
        }
        System.arraycopy(text, 0, body, at, text.length);
        body[at + text.length] = '\n';
        return at + text.length + 1;
    }

    @Override
    public String action() {
        return action;
    }

    @Override
    public String resource() {
        return "the index '" + index + "'";
    }

    @Override
    public RuntimeException fatal(Throwable failure) {
        if (signIn.user() == null || kind(failure) != FailureKind.DENIED) {
            return BatchService.super.fatal(failure);
        }
        return new FatalServiceException(FailureKind.DENIED, "OpenSearch does not let the user of " + signIn.user()
                + " write to the index '" + index + "': correct the password, or allow it indices:data/write/bulk ("
                + ServiceFailures.said(failure) + ").", failure);
    }

    @Override
    public void close() {
        client.close();
    }
}

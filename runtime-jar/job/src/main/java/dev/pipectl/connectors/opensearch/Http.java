package dev.pipectl.connectors.opensearch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Posts over the HTTP client that all connectors share. */
final class Http {
    private final SdkHttpClient client;

    Http(SdkHttpClient client) {
        this.client = client;
    }

    /** What a service answered. */
    record Answer(int status, byte[] body) {}

    Answer post(URI url, Map<String, String> headers, byte[] body, SignIn signIn) throws IOException {
        SdkHttpFullRequest.Builder request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(url)
                .putHeader("Content-Length", Integer.toString(body.length))
                .contentStreamProvider(ContentStreamProvider.fromByteArray(body));
        headers.forEach(request::putHeader);
        HttpExecuteResponse response = client.prepareRequest(HttpExecuteRequest.builder()
                        .request(signIn.sign(request.build(), body))
                        .contentStreamProvider(ContentStreamProvider.fromByteArray(body))
                        .build())
                .call();
        try (InputStream in = response.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
            return new Answer(response.httpResponse().statusCode(), in.readAllBytes());
        }
    }
}

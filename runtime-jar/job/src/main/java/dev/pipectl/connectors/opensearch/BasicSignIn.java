package dev.pipectl.connectors.opensearch;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Signs in with a user's name and password, which are asked for again when the service no longer takes them. */
final class BasicSignIn implements SignIn {
    private final String place;
    private final Supplier<String> source;
    private volatile String header;

    /** The source gives {@code user:password}, which is at the place. */
    BasicSignIn(String place, Supplier<String> source) {
        this.place = place;
        this.source = source;
        header = read();
    }

    private String read() {
        return "Basic " + Base64.getEncoder().encodeToString(source.get().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SdkHttpRequest sign(SdkHttpFullRequest request, byte[] body) {
        return request.toBuilder().putHeader("Authorization", header).build();
    }

    @Override
    public String user() {
        return place;
    }

    @Override
    public synchronized boolean renew() {
        String before = header;
        header = read();
        return !header.equals(before);
    }
}

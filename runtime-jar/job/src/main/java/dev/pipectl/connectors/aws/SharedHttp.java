package dev.pipectl.connectors.aws;

import java.time.Duration;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** The one HTTP client of the JVM: made for the first lease, closed with the last. */
final class SharedHttp {
    private static final int CONNECTIONS = 512;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** How long an answer may take; a full answer of GetRecords has 10 MiB. */
    static final Duration ANSWER = Duration.ofSeconds(30);

    private static SdkHttpClient client;
    private static int leases;

    private SharedHttp() {}

    /** A client that hands its share back when it is closed. */
    static synchronized SdkHttpClient lease() {
        if (leases == 0) {
            client = ApacheHttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(ANSWER)
                    .socketTimeout(ANSWER)
                    .connectionMaxIdleTime(Duration.ofSeconds(30))
                    .tcpKeepAlive(true)
                    .build();
        }
        leases++;
        return new Lease(client);
    }

    static synchronized int leases() {
        return leases;
    }

    private static synchronized void release() {
        if (--leases == 0) {
            client.close();
            client = null;
        }
    }

    /** Gives the SDK a lease of its own, which it closes with the client it is for. */
    static final class Leases implements SdkHttpClient.Builder<Leases> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap serviceDefaults) {
            return lease();
        }
    }

    private static final class Lease implements SdkHttpClient {
        private final SdkHttpClient shared;
        private boolean closed;

        Lease(SdkHttpClient shared) {
            this.shared = shared;
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return shared.prepareRequest(request);
        }

        @Override
        public String clientName() {
            return shared.clientName();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release();
            }
        }
    }
}

package dev.pipectl.connectors.opensearch;

import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Says in a request who asks. */
interface SignIn {
    /** The request with what says it. */
    SdkHttpRequest sign(SdkHttpFullRequest request, byte[] body);

    /** Where the user comes from that signs in, for a sentence; null when it is the job itself. */
    default String user() {
        return null;
    }

    /** Whether there is something else to say now, after the service did not believe it. */
    default boolean renew() {
        return false;
    }
}

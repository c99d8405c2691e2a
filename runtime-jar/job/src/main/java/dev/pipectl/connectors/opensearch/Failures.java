package dev.pipectl.connectors.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Makes of an answer that is an error what the SDK would have thrown, so that all failures are judged in one place. */
final class Failures {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Values of the document, which are in its letter and belong nowhere else. */
    private static final Pattern PREVIEW = Pattern.compile("\\.? Preview of field's value: .*", Pattern.DOTALL);
    private static final int LONGEST = 1000;

    private Failures() {}

    static AwsServiceException of(Http.Answer answer) {
        JsonNode body = body(answer.body());
        JsonNode error = body.path("error");
        String type = text(error.path("type"), text(body.path("__type"), "HTTP " + answer.status()));
        String reason = text(error.path("reason"), text(error, text(body.path("message"), text(body.path("Message"), ""))));
        return of(answer.status(), type.substring(type.lastIndexOf('#') + 1), reason(reason));
    }

    static AwsServiceException of(int status, String type, String reason) {
        return AwsServiceException.builder()
                .statusCode(status)
                .message(reason)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(type).errorMessage(reason).build())
                .build();
    }

    static String reason(String reason) {
        String plain = PREVIEW.matcher(reason).replaceAll("");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    /** A proxy's error may be a page. */
    private static JsonNode body(byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            return body == null ? JSON.createObjectNode() : body;
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static String text(JsonNode node, String otherwise) {
        return node.isTextual() ? node.textValue() : otherwise;
    }
}

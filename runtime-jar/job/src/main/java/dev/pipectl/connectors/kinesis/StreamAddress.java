package dev.pipectl.connectors.kinesis;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ValidationException;

/**
 * The stream, by its name or its ARN.
 *
 * @param name the stream's name
 * @param arn its ARN, or null where only the name is given
 */
record StreamAddress(String name, String arn) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String NAME = "[a-zA-Z0-9_.-]{1,128}";
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:kinesis:([a-z0-9-]+):\\d{12}:stream/(" + NAME + ")");

    static StreamAddress of(String text) {
        Matcher arn = ARN.matcher(text);
        if (arn.matches()) {
            return new StreamAddress(arn.group(2), text);
        }
        // For planning, a placeholder stands for the name that it will have.
        if (!text.matches(NAME) && !text.contains("${")) {
            throw new ValidationException("Option 'stream' is the name or the ARN of a stream, not '" + text + "'.");
        }
        return new StreamAddress(text, null);
    }

    /** The region of the ARN, or null. */
    String region() {
        Matcher matcher = ARN.matcher(arn == null ? "" : arn);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** The name for a request, which takes either; null with an ARN. */
    String nameOnly() {
        return arn == null ? name : null;
    }

    /** The stream in a sentence. */
    String phrase() {
        return "the stream '" + name + "'";
    }
}

package dev.pipectl.connectors.opensearch;

import java.util.regex.Pattern;
import org.apache.flink.table.api.ValidationException;

/**
 * What the option {@code credentials} says of how to sign in. It never holds a password, only where one is: options are in
 * SQL, logs and bundles.
 *
 * @param kind how to sign in
 * @param place the environment variable, or the secret's ARN; null where there is none
 */
record Credentials(Kind kind, String place) implements java.io.Serializable {
    enum Kind { SIGV4, NONE, ENVIRONMENT, SECRET }

    private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern SECRET = Pattern.compile(
            "arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+");

    static Credentials of(String option) {
        if (option.equals("sigv4")) {
            return new Credentials(Kind.SIGV4, null);
        }
        if (option.equals("none")) {
            return new Credentials(Kind.NONE, null);
        }
        if (VARIABLE.matcher(option).matches()) {
            return new Credentials(Kind.ENVIRONMENT, option.substring("env:".length()));
        }
        if (SECRET.matcher(option).matches()) {
            return new Credentials(Kind.SECRET, option);
        }
        // What was given may be a password, so it is not repeated.
        throw new ValidationException("Option 'credentials' is sigv4, none, env:NAME for an environment variable that holds "
                + "user:password, or the ARN of a secret in Secrets Manager with username and password.");
    }

    /** Whether a user's name and password are sent. */
    boolean isPassword() {
        return kind == Kind.ENVIRONMENT || kind == Kind.SECRET;
    }

    /** The region of the secret. */
    String region() {
        return place.split(":")[3];
    }
}

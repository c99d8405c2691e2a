package dev.pipectl.connectors.dynamodb;

/** A value that DynamoDB would refuse, with what is said of it. */
final class Unwritable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    Unwritable(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}

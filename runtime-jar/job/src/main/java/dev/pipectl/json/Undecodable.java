package dev.pipectl.json;

/** Thrown while reading a record that is not JSON; it carries a sentence for people and no stack trace. */
final class Undecodable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecodable(String detail) {
        super(detail, null, false, false);
    }
}

package dev.pipectl.job;

/** A statement of the bundle that Flink refuses; the cause is Flink's own exception. */
public final class StatementException extends RuntimeException {
    private final int index;
    private final transient Statement statement;

    StatementException(int index, Statement statement, Throwable cause) {
        super("Flink refuses statement " + index + " ('" + statement.name() + "', from " + statement.origin() + "): "
                + cause.getMessage(), cause);
        this.index = index;
        this.statement = statement;
    }

    /** The statement's index in the bundle. */
    public int index() {
        return index;
    }

    public Statement statement() {
        return statement;
    }
}

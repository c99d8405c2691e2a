package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.InputGroup;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_PASSED(stage, term) and PIPECTL_PASSED(stage, term, value): always true; counts the row under the term.
 *
 * <p>Behind an aggregate the value is one of its results: Flink moves a predicate that looks at none of them to the
 * other side, deterministic or not, where it would count the aggregate's input.
 */
public final class Passed extends CountingFunction {
    private final String term;
    private transient Counter passed;

    public Passed() {
        this(null, null);
    }

    private Passed(String stage, String term) {
        super(stage);
        this.term = term;
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData term) {
        passed.inc();
        return true;
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage,
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData term,
            @DataTypeHint(inputGroup = InputGroup.ANY) Object value) {
        return eval(stage, term);
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Passed(stage, literal(call, 1, String.class));
    }

    @Override
    void openCounters() {
        passed = counter(term);
    }
}

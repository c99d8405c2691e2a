package dev.pipectl.functions;

import dev.pipectl.metrics.StageCounters;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * A predicate that counts the rows of a stage; its first argument is the stage's name, a literal.
 *
 * <p>The planner makes one instance per call, so the counters exist, at zero, before the first row. Not deterministic,
 * so that the planner neither folds, copies nor drops a call.
 */
abstract class CountingFunction extends ScalarFunction implements SpecializedFunction {
    private final String stage;
    private transient StageCounters counters;

    CountingFunction(String stage) {
        this.stage = stage;
    }

    /** The same function for one call, whose literal arguments are known. */
    abstract UserDefinedFunction forCall(String stage, CallContext call);

    /** Fetches the counters, with {@link #counter}. */
    abstract void openCounters();

    final Counter counter(String term) {
        return counters.counter(stage, term);
    }

    @Override
    public final void open(FunctionContext context) {
        counters = StageCounters.of(context.getMetricGroup());
        openCounters();
    }

    @Override
    public final UserDefinedFunction specialize(SpecializedContext context) {
        CallContext call = context.getCallContext();
        return forCall(literal(call, 0, String.class), call);
    }

    @Override
    public final boolean isDeterministic() {
        return false;
    }

    static <T> T literal(CallContext call, int position, Class<T> type) {
        return call.getArgumentValue(position, type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Argument " + (position + 1) + " of " + call.getName() + " is not a literal"));
    }
}

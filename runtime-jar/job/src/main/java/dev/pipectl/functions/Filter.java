package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/**
 * PIPECTL_FILTER(stage, predicate): the predicate, where NULL is false; counts {@code in}, and {@code out} or
 * {@code filtered}.
 */
public final class Filter extends CountingFunction {
    private transient Counter in;
    private transient Counter out;
    private transient Counter filtered;

    public Filter() {
        this(null);
    }

    private Filter(String stage) {
        super(stage);
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage, Boolean predicate) {
        in.inc();
        if (predicate == null || !predicate) {
            filtered.inc();
            return false;
        }
        out.inc();
        return true;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Filter(stage);
    }

    @Override
    void openCounters() {
        in = counter("in");
        out = counter("out");
        filtered = counter("filtered");
    }
}

package dev.pipectl.functions;

import org.apache.flink.metrics.Counter;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.CallContext;

/** PIPECTL_COUNTED(stage, late): whether the row goes into the window, that is NOT late; counts {@code counted}. */
public final class Counted extends CountingFunction {
    private transient Counter counted;

    public Counted() {
        this(null);
    }

    private Counted(String stage) {
        super(stage);
    }

    public boolean eval(@DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData stage, Boolean late) {
        if (late != null && late) {
            return false;
        }
        counted.inc();
        return true;
    }

    @Override
    UserDefinedFunction forCall(String stage, CallContext call) {
        return new Counted(stage);
    }

    @Override
    void openCounters() {
        counted = counter("counted");
    }
}

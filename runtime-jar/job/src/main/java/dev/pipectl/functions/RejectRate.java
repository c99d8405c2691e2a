package dev.pipectl.functions;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;

/**
 * PIPECTL_REJECT_RATE(source, rate, rejected): the third argument, as long as no greater share than the rate of the last
 * thousand records was rejected. When it is greater the job ends and is not restarted: it would read the same again.
 */
public final class RejectRate extends ScalarFunction {
    static final int RECORDS = 1_000;

    /** Whether each of the last records was rejected, and how many of them were. */
    private transient boolean[] last;
    private transient int rejections;
    private transient int next;
    private transient boolean full;

    @Override
    public void open(FunctionContext context) {
        last = new boolean[RECORDS];
        rejections = 0;
        next = 0;
        full = false;
    }

    public boolean eval(
            @DataTypeHint(value = "STRING", bridgedTo = StringData.class) StringData source,
            double rate,
            boolean rejected) {
        rejections += (rejected ? 1 : 0) - (last[next] ? 1 : 0);
        last[next] = rejected;
        next = (next + 1) % RECORDS;
        full |= next == 0;
        if (rejected && full && rejections > rate * RECORDS) {
            throw new SuppressRestartsException(new IllegalStateException("Of the last " + RECORDS + " records of the source '"
                    + source + "', " + rejections + " were undecodable or invalid, which is more than the rejectRate of "
                    + rate + ": mend the producer, or allow a higher rate."));
        }
        return rejected;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }
}

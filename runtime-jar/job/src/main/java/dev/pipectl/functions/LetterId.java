package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.functions.FunctionContext;

/**
 * PIPECTL_LETTER_ID(source, shard, sequence, stage, reason, fallback): the identity of a dead letter; where there is no
 * source, the fallback (the row as JSON) stands for the position.
 */
public final class LetterId extends ExactFunction {
    private transient LetterIdentity identity;

    @Override
    public void open(FunctionContext context) {
        identity = new LetterIdentity();
    }

    @DataTypeHint("STRING")
    public String eval(String source, String shard, String sequence, String stage, String reason, String fallback) {
        return source == null
                ? identity.of(fallback, stage, reason)
                : identity.of(source, shard, sequence, stage, reason);
    }
}

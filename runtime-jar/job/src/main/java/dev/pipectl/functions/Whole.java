package dev.pipectl.functions;

import java.util.Optional;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;

/**
 * PIPECTL_WHOLE(row): the row itself. Not deterministic, so that the planner neither takes the row apart nor makes it later.
 */
public final class Whole extends ScalarFunction {
    public RowData eval(RowData row) {
        return row;
    }

    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new InternalArguments())
                .outputTypeStrategy(call -> Optional.of(call.getArgumentDataTypes().get(0).toInternal()))
                .build();
    }
}

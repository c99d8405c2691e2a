package dev.pipectl.functions;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;

/** The arguments of an aggregate by event time: a value of any type, as Flink holds it internally, and a time. */
record AnyValueAndTime(DataType timeType) implements InputTypeStrategy {
    @Override
    public ArgumentCount getArgumentCount() {
        return ConstantArgumentCount.of(2);
    }

    @Override
    public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
        return Optional.of(List.of(call.getArgumentDataTypes().get(0).toInternal(), timeType));
    }

    @Override
    public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
        return List.of(Signature.of(Signature.Argument.of("value", "ANY"), Signature.Argument.of("time", "TIMESTAMP_LTZ(3)")));
    }
}

package dev.pipectl.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;

/** Arguments of a generic function: a first one of any type, as Flink holds it internally, and then of given types. */
record InternalArguments(List<DataType> others) implements InputTypeStrategy {
    InternalArguments(DataType... others) {
        this(List.of(others));
    }

    @Override
    public ArgumentCount getArgumentCount() {
        return ConstantArgumentCount.of(1 + others.size());
    }

    @Override
    public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
        List<DataType> types = new ArrayList<>(others);
        types.add(0, call.getArgumentDataTypes().get(0).toInternal());
        return Optional.of(types);
    }

    @Override
    public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
        List<Signature.Argument> arguments = new ArrayList<>();
        arguments.add(Signature.Argument.of("ANY"));
        others.forEach(type -> arguments.add(Signature.Argument.of(type.toString())));
        return List.of(Signature.of(arguments));
    }
}

package dev.pipectl.functions;

import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.apache.flink.table.types.logical.RowType;

/** PIPECTL_ROW_JSON(row): the row as the sinks write it; the names are those of the row's type. */
public final class RowJson extends ScalarFunction implements SpecializedFunction {
    private final RowType type;
    private transient JsonEncoder encoder;
    private transient JsonBuffer buffer;

    public RowJson() {
        this(null);
    }

    private RowJson(RowType type) {
        this.type = type;
    }

    @Override
    public void open(FunctionContext context) {
        encoder = JsonEncoder.of(type);
        buffer = new JsonBuffer();
    }

    public StringData eval(RowData row) {
        if (row == null) {
            return null;
        }
        buffer.truncate(0);
        encoder.encode(row, buffer);
        return BinaryStringData.fromBytes(buffer.copy(0));
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        return new RowJson((RowType) context.getCallContext().getArgumentDataTypes().get(0).getLogicalType());
    }

    @Override
    public boolean supportsConstantFolding() {
        return false;
    }

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new InternalArguments())
                .outputTypeStrategy(TypeStrategies.explicit(DataTypes.STRING().bridgedTo(StringData.class)))
                .build();
    }
}

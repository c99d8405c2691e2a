package dev.pipectl.connectors;

import dev.pipectl.json.ContractField;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Compares a contract with the columns of its table. */
public final class ContractColumns {
    private ContractColumns() {}

    /** Throws an IllegalArgumentException where a field is not its column, or the column can't be null. */
    public static void check(List<ContractField> contract, RowType columns) {
        check(contract, columns, "");
    }

    private static void check(List<ContractField> contract, RowType columns, String path) {
        if (contract.size() != columns.getFieldCount()) {
            throw new IllegalArgumentException("The contract has " + contract.size() + " fields" + (path.isEmpty() ? "" : " in " + path)
                    + ", the table " + columns.getFieldCount() + " columns.");
        }
        for (int i = 0; i < contract.size(); i++) {
            String name = contract.get(i).name();
            if (!name.equals(columns.getFieldNames().get(i))) {
                throw new IllegalArgumentException(
                        "Field '" + path + name + "' of the contract is column '" + columns.getFieldNames().get(i) + "' of the table.");
            }
            check(contract.get(i), columns.getTypeAt(i), path + name);
        }
    }

    private static void check(ContractField field, LogicalType type, String path) {
        if (!type.is(root(field.type())) || !type.isNullable()) {
            throw new IllegalArgumentException("Field '" + path + "' of the contract is " + field.type().name().toLowerCase(Locale.ROOT)
                    + "; the table's type " + type.asSummaryString() + " is not the nullable type for it.");
        }
        switch (field.type()) {
            case ARRAY: check(field.of(), ((ArrayType) type).getElementType(), path + "[]"); break;
            case MAP: check(field.of(), ((MapType) type).getValueType(), path + ".*"); break;
            case ROW: check(field.fields(), (RowType) type, path + '.'); break;
            default: break;
        }
    }

    private static LogicalTypeRoot root(ContractField.Type type) {
        switch (type) {
            case STRING: return LogicalTypeRoot.VARCHAR;
            case NUMBER: return LogicalTypeRoot.DOUBLE;
            case INT: return LogicalTypeRoot.INTEGER;
            case BIGINT: return LogicalTypeRoot.BIGINT;
            case BOOLEAN: return LogicalTypeRoot.BOOLEAN;
            case TIMESTAMP: return LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            case BYTES: return LogicalTypeRoot.VARBINARY;
            case ARRAY: return LogicalTypeRoot.ARRAY;
            case MAP: return LogicalTypeRoot.MAP;
            default: return LogicalTypeRoot.ROW;
        }
    }
}

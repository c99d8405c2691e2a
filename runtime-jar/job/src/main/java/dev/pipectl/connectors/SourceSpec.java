package dev.pipectl.connectors;

import dev.pipectl.json.ContractField;
import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.RecordDecoder;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What turns records of a source into rows.
 *
 * @param source the source's name in the pipeline
 * @param decoder how records are decoded
 * @param columns how many columns come from the record
 * @param hidden the columns that follow, by name: {@code $time}, {@code $origin} or both
 */
public record SourceSpec(String source, DecoderOptions decoder, int columns, List<String> hidden)
        implements Serializable {

    /** The specification a table's options and columns give; refuses a contract that is not the table's. */
    public static SourceSpec of(ReadableConfig options, DynamicTableFactory.Context context) {
        RowType all = (RowType) context.getPhysicalRowDataType().getLogicalType();
        int hidden = (int) all.getFieldNames().stream().filter(SourceTable.HIDDEN::containsKey).count();
        RowType columns = new RowType(all.getFields().subList(0, all.getFieldCount() - hidden));
        DecoderOptions decoder = SourceOptions.decoder(options);
        try {
            checkHidden(all.getFields().subList(columns.getFieldCount(), all.getFieldCount()));
            check(ContractField.parse(decoder.contract()), columns, "");
            new RecordDecoder(decoder);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "Source table " + context.getObjectIdentifier().asSummaryString() + ": " + e.getMessage(), e);
        }
        return new SourceSpec(
                options.get(SourceOptions.SOURCE),
                decoder,
                columns.getFieldCount(),
                List.copyOf(all.getFieldNames().subList(columns.getFieldCount(), all.getFieldCount())));
    }

    private static void checkHidden(List<RowType.RowField> columns) {
        for (RowType.RowField column : columns) {
            DataType wanted = SourceTable.HIDDEN.get(column.getName());
            if (wanted == null) {
                throw new IllegalArgumentException("Column '" + column.getName() + "' stands behind a hidden column.");
            }
            if (!column.getType().equals(wanted.getLogicalType())) {
                throw new IllegalArgumentException("Column '" + column.getName() + "' is " + column.getType().asSummaryString()
                        + ", not " + wanted.getLogicalType().asSummaryString() + ".");
            }
        }
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
            throw new IllegalArgumentException("Field '" + path + "' of the contract is " + field.type().name().toLowerCase(java.util.Locale.ROOT)
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

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
            ContractColumns.check(ContractField.parse(decoder.contract()), columns);
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
}

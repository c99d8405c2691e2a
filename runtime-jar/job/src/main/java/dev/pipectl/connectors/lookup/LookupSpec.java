package dev.pipectl.connectors.lookup;

import dev.pipectl.connectors.ContractColumns;
import dev.pipectl.connectors.SourceOptions;
import dev.pipectl.json.ContractField;
import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.RecordDecoder;
import dev.pipectl.json.Timestamps;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.types.logical.RowType;

/**
 * What is looked up.
 *
 * @param stage the stage that looks up
 * @param decoder how an item becomes a row
 * @param type the row
 * @param key the columns of the primary key, in its order
 * @param cacheRows how many keys are remembered
 * @param cacheAge for how many milliseconds
 */
public record LookupSpec(String stage, DecoderOptions decoder, RowType type, int[] key, long cacheRows, long cacheAge)
        implements Serializable {

    /** The specification that a table's options and columns give; refuses a contract that is not the table's. */
    public static LookupSpec of(ReadableConfig options, RowType columns, List<String> primaryKey) {
        if (primaryKey.isEmpty() || primaryKey.size() > 2) {
            throw new ValidationException("A table to look up in needs a PRIMARY KEY of one or two columns.");
        }
        RowType type = nullable(columns);
        DecoderOptions decoder = new DecoderOptions(options.get(SourceOptions.CONTRACT), List.of(), Timestamps.ISO, 0);
        try {
            ContractColumns.check(ContractField.parse(decoder.contract()), type);
            new RecordDecoder(decoder);
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        return new LookupSpec(
                options.get(LookupOptions.LOOKUP),
                decoder,
                type,
                primaryKey.stream().mapToInt(type::getFieldIndex).toArray(),
                options.get(LookupOptions.CACHE_ROWS),
                options.get(LookupOptions.CACHE_AGE));
    }

    private static RowType nullable(RowType type) {
        return new RowType(type.getFields().stream()
                .map(field -> new RowType.RowField(field.getName(), field.getType().copy(true)))
                .collect(Collectors.toList()));
    }
}

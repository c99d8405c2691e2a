package dev.pipectl.connectors.lookup;

import dev.pipectl.connectors.TableOptions;
import dev.pipectl.connectors.dynamodb.DynamoDbLookup;
import dev.pipectl.connectors.files.FilesLookup;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/** Makes functions of the tables that a pipeline looks rows up in. */
public final class Lookups {
    private static final Map<String, LookupConnector> CONNECTORS =
            Map.of("pipectl-dynamodb", new DynamoDbLookup(), "pipectl-files", new FilesLookup());

    private Lookups() {}

    /** Whether a table of these options is looked up in. */
    public static boolean isLookup(Map<String, String> options) {
        return options.containsKey(LookupOptions.LOOKUP.key());
    }

    /** The function that looks rows up in a table; refuses options that its connector does not have. */
    public static LookupFunction function(Map<String, String> options, RowType columns, List<String> primaryKey) {
        String name = options.get(FactoryUtil.CONNECTOR.key());
        LookupConnector connector = CONNECTORS.get(name);
        if (connector == null) {
            throw new ValidationException("Rows can't be looked up with the connector '" + name + "'.");
        }
        Set<ConfigOption<?>> required = TableOptions.union(LookupOptions.required(), connector.required());
        Set<ConfigOption<?>> optional = TableOptions.union(LookupOptions.optional(), connector.optional());
        ReadableConfig read = TableOptions.read(name, options, required, optional);
        LookupSpec spec = LookupSpec.of(read, columns, primaryKey);
        return new LookupFunction(spec, connector.finder(spec, read), connector.cached());
    }
}

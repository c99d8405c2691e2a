package dev.pipectl.connectors;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** Reads a table's options and refuses what the table does not know. */
public final class TableOptions {
    private TableOptions() {}

    /**
     * The options of a table. A factory that serves as source and as sink gives the options of the one it is asked for,
     * so that an option of the other is refused too.
     */
    public static ReadableConfig read(
            DynamicTableFactory factory,
            DynamicTableFactory.Context context,
            Set<ConfigOption<?>> required,
            Set<ConfigOption<?>> optional) {
        return read(factory.factoryIdentifier(), context.getCatalogTable().getOptions(), required, optional);
    }

    /** The options of a table of a connector. */
    public static ReadableConfig read(
            String connector, Map<String, String> written, Set<ConfigOption<?>> required, Set<ConfigOption<?>> optional) {
        Configuration options = Configuration.fromMap(written);
        FactoryUtil.validateFactoryOptions(required, optional, options);
        Set<String> known = new HashSet<>(Set.of(FactoryUtil.CONNECTOR.key(), FactoryUtil.PROPERTY_VERSION.key()));
        required.forEach(option -> known.add(option.key()));
        optional.forEach(option -> known.add(option.key()));
        FactoryUtil.validateUnconsumedKeys(connector, options.keySet(), known);
        return options;
    }

    /** Whether a value is one that the environment gives, in a bundle that is planned and not run. */
    public static boolean isPlaceholder(String value) {
        return value.startsWith("${");
    }

    /** The union of two sets of options. */
    @SafeVarargs
    public static Set<ConfigOption<?>> union(Set<ConfigOption<?>>... sets) {
        Set<ConfigOption<?>> union = new HashSet<>();
        for (Set<ConfigOption<?>> set : sets) {
            union.addAll(set);
        }
        return union;
    }
}

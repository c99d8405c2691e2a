package dev.pipectl.connectors.lookup;

import dev.pipectl.connectors.SourceOptions;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of tables that are looked up in. */
public final class LookupOptions {
    /** The stage; a table with this option is for looking up only. */
    public static final ConfigOption<String> LOOKUP = ConfigOptions.key("lookup")
            .stringType().noDefaultValue()
            .withDescription("The stage that looks rows up in this table by its primary key.");
    /** How much is remembered. */
    public static final ConfigOption<Long> CACHE_ROWS = ConfigOptions.key("cache-rows")
            .longType().defaultValue(10_000L)
            .withDescription("How many keys a subtask remembers with what was found for them; 0 for none.");
    /** How long it is remembered. */
    public static final ConfigOption<Long> CACHE_AGE = ConfigOptions.key("cache-age")
            .longType().defaultValue(60_000L)
            .withDescription("For how many milliseconds it remembers them.");

    private LookupOptions() {}

    /** The options a table needs. */
    public static Set<ConfigOption<?>> required() {
        return Set.of(LOOKUP, SourceOptions.CONTRACT);
    }

    /** The options a table can have. */
    public static Set<ConfigOption<?>> optional() {
        return Set.of(CACHE_ROWS, CACHE_AGE);
    }
}

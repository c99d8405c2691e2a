package dev.pipectl.connectors.lookup;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Where rows can be looked up, with the options that say so. */
public interface LookupConnector {
    /** The options it needs, beside those of every lookup. */
    Set<ConfigOption<?>> required();

    /** The options it can have. */
    Set<ConfigOption<?>> optional();

    /** Whether answers are worth being remembered. */
    boolean cached();

    /** A finder of rows. */
    Finder finder(LookupSpec spec, ReadableConfig options);
}

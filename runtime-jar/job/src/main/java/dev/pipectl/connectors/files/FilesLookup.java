package dev.pipectl.connectors.files;

import dev.pipectl.connectors.lookup.Finder;
import dev.pipectl.connectors.lookup.LookupConnector;
import dev.pipectl.connectors.lookup.LookupSpec;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Looks rows up in files of JSON lines. */
public final class FilesLookup implements LookupConnector {
    @Override
    public Set<ConfigOption<?>> required() {
        return Set.of(FilesTableFactory.PATHS);
    }

    @Override
    public Set<ConfigOption<?>> optional() {
        return Set.of();
    }

    @Override
    public boolean cached() {
        return false;
    }

    @Override
    public Finder finder(LookupSpec spec, ReadableConfig options) {
        return new FileFinder(spec, FilesTableFactory.paths(options));
    }
}

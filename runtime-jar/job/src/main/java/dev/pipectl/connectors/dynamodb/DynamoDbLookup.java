package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.aws.AwsAccess;
import dev.pipectl.connectors.aws.AwsOptions;
import dev.pipectl.connectors.lookup.Finder;
import dev.pipectl.connectors.lookup.LookupConnector;
import dev.pipectl.connectors.lookup.LookupSpec;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** Looks items up in a DynamoDB table. */
public final class DynamoDbLookup implements LookupConnector {
    @Override
    public Set<ConfigOption<?>> required() {
        return Set.of(DynamoDbTableFactory.TABLE);
    }

    @Override
    public Set<ConfigOption<?>> optional() {
        return AwsOptions.optional();
    }

    @Override
    public boolean cached() {
        return true;
    }

    @Override
    public Finder finder(LookupSpec spec, ReadableConfig options) {
        return new ItemFinder(AwsAccess.of(options), options.get(DynamoDbTableFactory.TABLE), spec);
    }
}

package dev.pipectl.connectors.aws;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of every table that is bound to an AWS service. */
public final class AwsOptions {
    /** The AWS region. */
    public static final ConfigOption<String> REGION = ConfigOptions.key("region")
            .stringType().noDefaultValue()
            .withDescription("The AWS region; without it the one the AWS SDK finds.");
    /** Where the service answers. */
    public static final ConfigOption<String> ENDPOINT = ConfigOptions.key("endpoint")
            .stringType().noDefaultValue()
            .withDescription("The URL of the service, for one that is not AWS itself; without it the one the AWS SDK finds. "
                    + "A service on this machine never gets the caller's credentials.");

    private AwsOptions() {}

    /** The options a table can have. */
    public static Set<ConfigOption<?>> optional() {
        return Set.of(REGION, ENDPOINT);
    }
}

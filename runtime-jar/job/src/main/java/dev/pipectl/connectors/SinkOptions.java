package dev.pipectl.connectors;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options that all sinks share, and the AWS ones. */
public final class SinkOptions {
    /** The output's name. */
    public static final ConfigOption<String> OUTPUT = ConfigOptions.key("output")
            .stringType().noDefaultValue()
            .withDescription("The output's name in the pipeline: its stage in the counters.");
    /** The AWS region. */
    public static final ConfigOption<String> REGION = ConfigOptions.key("region")
            .stringType().noDefaultValue()
            .withDescription("The AWS region; without it the one the AWS SDK finds.");

    private SinkOptions() {}
}

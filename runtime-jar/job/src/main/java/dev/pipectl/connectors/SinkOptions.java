package dev.pipectl.connectors;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options that all sinks share. */
public final class SinkOptions {
    /** The output's name. */
    public static final ConfigOption<String> OUTPUT = ConfigOptions.key("output")
            .stringType().noDefaultValue()
            .withDescription("The output's name in the pipeline: its stage in the counters.");

    private SinkOptions() {}
}

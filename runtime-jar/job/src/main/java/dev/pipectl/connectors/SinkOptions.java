package dev.pipectl.connectors;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options that all sinks share. */
public final class SinkOptions {
    /** The output's name. */
    public static final ConfigOption<String> OUTPUT = ConfigOptions.key("output")
            .stringType().noDefaultValue()
            .withDescription("The output's name in the pipeline: its stage in the counters.");
    /** The pipeline's name. */
    public static final ConfigOption<String> PIPELINE = ConfigOptions.key("pipeline")
            .stringType().noDefaultValue()
            .withDescription("The pipeline's name, which the letters of refused rows carry.");
    /** Where the letters of refused rows go. */
    public static final ConfigOption<String> DEAD_LETTERS = ConfigOptions.key("dead-letters")
            .stringType().noDefaultValue()
            .withDescription("Where the letters of refused rows go: sqs:<queue name or URL>, kinesis:<stream> or "
                    + "s3:<bucket>/<prefix>; a bare name is a queue. Without it the job stops at the first row that is refused.");
    /** Where the service of the dead letters answers. */
    public static final ConfigOption<String> DEAD_LETTERS_ENDPOINT = ConfigOptions.key("dead-letters-endpoint")
            .stringType().noDefaultValue()
            .withDescription("The URL of the service that takes the letters, where it is neither AWS itself nor what "
                    + "'endpoint' names.");

    private SinkOptions() {}
}

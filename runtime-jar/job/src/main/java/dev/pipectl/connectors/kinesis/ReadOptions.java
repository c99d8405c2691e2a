package dev.pipectl.connectors.kinesis;

import dev.pipectl.connectors.SourceOptions;
import dev.pipectl.connectors.aws.AwsAccess;
import java.io.Serializable;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/**
 * How a stream is read.
 *
 * @param stream the stream
 * @param access where it is
 * @param start where a first start reads from
 * @param discoveryInterval milliseconds between two looks for new shards
 * @param maxDrift milliseconds of event time that a shard may be ahead of others
 * @param idleAfter milliseconds of silence that make a shard idle, or null
 */
record ReadOptions(
        StreamAddress stream, AwsAccess access, Start start, long discoveryInterval, long maxDrift, Long idleAfter)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static final ConfigOption<String> STREAM = ConfigOptions.key("stream")
            .stringType().noDefaultValue()
            .withDescription("The name or the ARN of the stream.");
    private static final ConfigOption<String> START = ConfigOptions.key("start")
            .stringType().defaultValue("trim-horizon")
            .withDescription("Where a first start reads from: trim-horizon, latest, or a time in milliseconds since 1970.");
    private static final ConfigOption<Long> DISCOVERY_INTERVAL = ConfigOptions.key("discovery-interval")
            .longType().defaultValue(10_000L)
            .withDescription("How many milliseconds pass between two looks for new shards.");
    private static final ConfigOption<Long> MAX_DRIFT = ConfigOptions.key("max-drift")
            .longType().defaultValue(60_000L)
            .withDescription("How many milliseconds of event time a shard may be ahead of another whose records are still to come.");

    static Set<ConfigOption<?>> optional() {
        return Set.of(START, DISCOVERY_INTERVAL, MAX_DRIFT);
    }

    static ReadOptions of(ReadableConfig options) {
        Long idleAfter = options.get(SourceOptions.IDLE_AFTER);
        return new ReadOptions(
                StreamAddress.of(options.get(STREAM)),
                AwsAccess.of(options),
                Start.of(options.get(START)),
                positive(options, DISCOVERY_INTERVAL),
                positive(options, MAX_DRIFT),
                idleAfter == null ? null : positive(options, SourceOptions.IDLE_AFTER));
    }

    private static long positive(ReadableConfig options, ConfigOption<Long> option) {
        long value = options.get(option);
        if (value < 1) {
            throw new ValidationException("Option '" + option.key() + "' is a number of milliseconds, at least 1.");
        }
        return value;
    }
}

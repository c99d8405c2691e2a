package dev.pipectl.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pipectl.json.DecoderOptions;
import dev.pipectl.json.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options that all sources share. */
public final class SourceOptions {
    /** The source's name. */
    public static final ConfigOption<String> SOURCE = ConfigOptions.key("source")
            .stringType().noDefaultValue()
            .withDescription("The source's name in the pipeline: its stage in the counters, its name in dead letters.");
    /** The fields of a record. */
    public static final ConfigOption<String> CONTRACT = ConfigOptions.key("contract")
            .stringType().noDefaultValue()
            .withDescription("The fields a record must have, in column order, as a JSON array.");
    /** Where the event time stands. */
    public static final ConfigOption<String> EVENT_TIME = ConfigOptions.key("event-time")
            .stringType().noDefaultValue()
            .withDescription("The path of the field that holds the event time, as a JSON array of names. "
                    + "Without it the event time is computed by the pipeline.");
    /** How times are written. */
    public static final ConfigOption<Timestamps> TIMESTAMPS = ConfigOptions.key("timestamps")
            .enumType(Timestamps.class).defaultValue(Timestamps.ISO)
            .withDescription("How records write times: ISO-8601 text with an offset, or seconds or milliseconds since 1970.");
    /** How far ahead an event time may be. */
    public static final ConfigOption<Long> MAX_AHEAD = ConfigOptions.key("max-ahead")
            .longType().defaultValue(3_600_000L)
            .withDescription("How many milliseconds an event time may be after the record's arrival.");
    /** When a silent shard stops holding back the watermark. */
    public static final ConfigOption<Long> IDLE_AFTER = ConfigOptions.key("idle-after")
            .longType().noDefaultValue()
            .withDescription("After how many milliseconds without records a shard no longer holds back the watermark. "
                    + "Files are never idle.");

    private SourceOptions() {}

    /** The options a source needs. */
    public static Set<ConfigOption<?>> required() {
        return Set.of(SOURCE, CONTRACT);
    }

    /** The options a source can have. */
    public static Set<ConfigOption<?>> optional() {
        return Set.of(EVENT_TIME, TIMESTAMPS, MAX_AHEAD, IDLE_AFTER);
    }

    static DecoderOptions decoder(ReadableConfig options) {
        return new DecoderOptions(
                options.get(CONTRACT), path(options.get(EVENT_TIME)), options.get(TIMESTAMPS), options.get(MAX_AHEAD));
    }

    private static List<String> path(String json) {
        List<String> path = new ArrayList<>();
        try {
            new ObjectMapper().readTree(json == null ? "[]" : json).forEach(name -> path.add(name.asText()));
        } catch (JsonProcessingException e) {
            throw new ValidationException("Option 'event-time' is not a JSON array of names.", e);
        }
        if (json != null && path.isEmpty()) {
            throw new ValidationException("Option 'event-time' names no field.");
        }
        return path;
    }
}

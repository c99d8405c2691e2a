package dev.pipectl.connectors;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The playback source and its tables, as a compiled pipeline declares them. */
public final class Playback {
    public static final String CONTRACT = "[{\"name\":\"eventId\",\"type\":\"string\"},"
            + "{\"name\":\"userId\",\"type\":\"string\"},"
            + "{\"name\":\"titleId\",\"type\":\"string\"},"
            + "{\"name\":\"kind\",\"type\":\"string\",\"oneOf\":[\"pause\",\"play\",\"search\",\"seek\",\"stop\"]},"
            + "{\"name\":\"device\",\"type\":\"string\",\"nullable\":true},"
            + "{\"name\":\"watchedSeconds\",\"type\":\"number\"},"
            + "{\"name\":\"at\",\"type\":\"timestamp\"}]";

    private Playback() {}

    public static String source(String connectorOptions) {
        return "CREATE TABLE `source.playback` (`eventId` STRING, `userId` STRING, `titleId` STRING, `kind` STRING, `device` STRING,"
                + " `watchedSeconds` DOUBLE, `at` TIMESTAMP_LTZ(3),"
                + " `$time` TIMESTAMP_LTZ(3),"
                + " `$origin` ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3), `record` STRING,"
                + " `encoding` STRING, `reason` STRING, `detail` STRING>,"
                + " WATERMARK FOR `$time` AS `$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND)"
                + " WITH ('source' = 'playback', 'event-time' = '[\"at\"]', 'timestamps' = 'iso', 'max-ahead' = '3600000',"
                + " 'contract' = '" + CONTRACT + "', " + connectorOptions + ")";
    }

    public static String files(Path... paths) {
        return "'connector' = 'pipectl-files', 'paths' = '"
                + List.of(paths).stream().map(Path::toString).collect(Collectors.joining("\n")) + "'";
    }

    public static final String KINESIS = "'connector' = 'pipectl-kinesis', 'stream' = 'playback', 'start' = 'trim-horizon'";

    public static String event(int number, String user, String title, String kind, String watched, String at) {
        return "{\"eventId\":\"e" + number + "\",\"userId\":\"" + user + "\",\"titleId\":\"" + title + "\",\"kind\":\"" + kind
                + "\",\"watchedSeconds\":" + watched + ",\"at\":\"" + at + "\"}";
    }
}

package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesRunTest {
    @TempDir
    Path dir;

    @Test
    void writesAcceptedRowsAndTellsWhatIsWrongWithTheOthers() throws Exception {
        Path input = dir.resolve("playback.jsonl");
        Files.writeString(input, String.join("\n",
                Playback.event(1, "u1", "t1", "play", "1.50", "2026-01-31T12:00:00.123456+01:00"),
                "",
                "{\"eventId\":\"cut",
                Playback.event(4, "u1", "t1", "dance", "1", "2026-01-31T12:00:00Z") + "\r",
                Playback.event(5, "ü😀\\n", "t1", "stop", "-0", "2026-01-31T12:00:01.5Z")));
        StreamTableEnvironment tables = Flink.tables(1);
        tables.executeSql(Playback.source(Playback.files(input)));
        tables.executeSql("CREATE TABLE `out` (`eventId` STRING, `userId` STRING, `device` STRING, `watchedSeconds` DOUBLE, `at` TIMESTAMP_LTZ(3), `$time` TIMESTAMP_LTZ(3),"
                + " `reason` STRING, `detail` STRING, `shard` STRING, `sequence` STRING, `record` STRING, `arrivalTime` TIMESTAMP_LTZ(3))"
                + " WITH ('connector' = 'pipectl-files', 'output' = 'all', 'directory' = '" + dir + "')");
        Flink.run(tables, "INSERT INTO `out` SELECT `eventId`, `userId`, `device`, `watchedSeconds`, `at`, `$time`, `$origin`.`reason`, `$origin`.`detail`,"
                + " `$origin`.`shard`, `$origin`.`sequence`, CASE WHEN `$origin`.`reason` IS NOT NULL THEN `$origin`.`record` END, `$origin`.`arrivalTime` FROM `source.playback`");
        List<String> lines = Flink.lines(dir, "all");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("{\"eventId\":\"e1\",\"userId\":\"u1\",\"device\":null,\"watchedSeconds\":1.5,\"at\":\"2026-01-31T11:00:00.123Z\","
                + "\"reason\":null,\"detail\":null,\"shard\":\"playback.jsonl\",\"sequence\":\"1\",\"record\":null,\"arrivalTime\":null}");
    }
}

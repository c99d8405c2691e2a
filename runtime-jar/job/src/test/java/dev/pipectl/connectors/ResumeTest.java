package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeTest {
    private static final long START = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

    @TempDir
    Path dir;

    @Test
    void goesOnWhereTheSavepointWasTaken() throws Exception {
        Path input = dir.resolve("playback.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 400; i++) {
            lines.add(Playback.event(i, "u", "t", "play", "1", Instant.ofEpochMilli(START + i * 1000L).toString()));
        }
        Files.writeString(input, String.join("\n", lines.subList(0, 250)) + "\n" + lines.get(250).substring(0, 40));
        Configuration first = new Configuration();
        JobClient job = start(first, input, dir.resolve("first"));
        Eventually.holds(() -> Flink.lines(dir.resolve("first"), "rows").size() == 250);
        String savepoint = job.stopWithSavepoint(false, dir.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        assertThat(Flink.lines(dir.resolve("first"), "rows")).hasSize(250);

        // A row that was late before the savepoint is late after it, though no row has moved the watermark again.
        Files.writeString(input, lines.get(250).substring(40) + "\r\n\n" + String.join("\n", lines.subList(251, 400)) + "\n", StandardOpenOption.APPEND);
        Configuration second = new Configuration();
        second.setString("execution.state-recovery.path", savepoint);
        JobClient resumed = start(second, input, dir.resolve("second"));
        Eventually.holds(() -> Flink.lines(dir.resolve("second"), "rows").size() == 150);
        resumed.cancel().get(60, TimeUnit.SECONDS);

        List<String> rows = Flink.lines(dir.resolve("second"), "rows");
        assertThat(rows).hasSize(150);
        assertThat(rows.get(0)).isEqualTo("{\"eventId\":\"e251\",\"line\":\"251\",\"watermark\":\"2026-01-31T12:03:40.000Z\"}");
        assertThat(rows.get(149)).isEqualTo("{\"eventId\":\"e400\",\"line\":\"401\",\"watermark\":\"2026-01-31T12:06:09.000Z\"}");
    }

    private static JobClient start(Configuration configuration, Path input, Path output) {
        configuration.setString("execution.checkpointing.interval", "100 ms");
        StreamTableEnvironment tables = Flink.tables(1, configuration);
        tables.executeSql(Playback.source(Playback.files(input) + ", 'follow' = 'true'"));
        tables.executeSql("CREATE TABLE `rows` (`eventId` STRING, `line` STRING, `watermark` TIMESTAMP_LTZ(3))"
                + " WITH ('connector' = 'pipectl-files', 'output' = 'rows', 'directory' = '" + output + "')");
        return tables.executeSql("INSERT INTO `rows` SELECT `eventId`, `$origin`.`sequence`, CURRENT_WATERMARK(`$time`) FROM `source.playback`")
                .getJobClient().orElseThrow();
    }
}

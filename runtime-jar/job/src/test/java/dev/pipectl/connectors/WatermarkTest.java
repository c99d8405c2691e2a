package dev.pipectl.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatermarkTest {
    private static final long START = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
    private static final long OUT_OF_ORDER = 30_000;
    private static final long WINDOW = 60_000;

    @TempDir
    Path dir;

    /** What the table should say of a row: computed row by row, with no Flink in it. */
    private static final class Oracle {
        final List<String> rows = new ArrayList<>();
        final Map<Long, Integer> windows = new TreeMap<>();
        long watermark = Long.MIN_VALUE;

        void row(int number, long at, boolean valid) {
            long windowEnd = Math.floorDiv(at, WINDOW) * WINDOW + WINDOW;
            boolean late = valid && windowEnd - 1 <= watermark;
            rows.add("{\"line\":\"" + number + "\",\"watermark\":" + (watermark == Long.MIN_VALUE ? "null" : "\"" + iso(watermark) + "\"") + "}");
            if (valid) {
                if (!late) {
                    windows.merge(windowEnd - WINDOW, 1, Integer::sum);
                }
                watermark = Math.max(watermark, at - OUT_OF_ORDER);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void followsEveryRowWhateverTheParallelism(int parallelism) throws Exception {
        Path input = dir.resolve("playback.jsonl");
        Random random = new Random(3);
        Oracle oracle = new Oracle();
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 20_000; i++) {
            long at = START + i * 40L - (random.nextInt(5) == 0 ? random.nextInt(200_000) : random.nextInt(30_000));
            boolean valid = i > 3 && random.nextInt(20) > 0;
            oracle.row(i, at, valid);
            lines.add(valid ? Playback.event(i, "u" + i % 7, "t", "play", "1", iso(at)) : random.nextBoolean() ? "{" : Playback.event(i, "u", "t", "?", "1", iso(at)));
        }
        Files.write(input, lines);
        run(parallelism, input);
        List<String> found = Flink.lines(dir, "rows");
        assertThat(found).containsExactlyInAnyOrderElementsOf(oracle.rows);
        assertThat(windows()).isEqualTo(oracle.windows);
        assertThat(oracle.windows.values().stream().mapToInt(Integer::intValue).sum()).isBetween(14_000, 18_900);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsSeveralFilesAsOneStreamOrderedByTime(int parallelism) throws Exception {
        List<List<String>> files = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 9000; i++) {
            long at = START + i * 100L;
            files.get(i * 7 % 3).add(Playback.event(i, "u", "t", "play", "1", iso(at)));
            expected.merge(Math.floorDiv(at, WINDOW) * WINDOW, 1, Integer::sum);
        }
        Path[] paths = new Path[3];
        for (int i = 0; i < 3; i++) {
            paths[i] = Files.createDirectories(dir.resolve("in" + i)).resolve("playback.jsonl");
            Files.write(paths[i], files.get(i));
        }
        run(parallelism, paths);
        assertThat(Flink.lines(dir, "rows")).hasSize(9000);
        if (parallelism == 1) {
            assertThat(windows()).isEqualTo(expected);
        }
    }

    private void run(int parallelism, Path... inputs) throws Exception {
        StreamTableEnvironment tables = Flink.tables(parallelism);
        tables.executeSql(Playback.source(Playback.files(inputs)));
        tables.executeSql("CREATE TABLE `rows` (`line` STRING, `watermark` TIMESTAMP_LTZ(3))"
                + " WITH ('connector' = 'pipectl-files', 'output' = 'rows', 'directory' = '" + dir + "')");
        tables.executeSql("CREATE TABLE `windows` (`start` TIMESTAMP_LTZ(3), `rows` BIGINT)"
                + " WITH ('connector' = 'pipectl-files', 'output' = 'windows', 'directory' = '" + dir + "')");
        tables.executeSql("CREATE TEMPORARY VIEW `on_time` AS SELECT `$time` FROM `source.playback` WHERE `eventId` IS NOT NULL"
                + " AND NOT COALESCE(FLOOR(`$time` TO MINUTE) + INTERVAL '0 00:00:59.999' DAY TO SECOND <= CURRENT_WATERMARK(`$time`), FALSE)");
        tables.createStatementSet()
                .addInsertSql("INSERT INTO `rows` SELECT `$origin`.`sequence`, CURRENT_WATERMARK(`$time`) FROM `source.playback`")
                .addInsertSql("INSERT INTO `windows` SELECT CAST(window_start AS TIMESTAMP_LTZ(3)), COUNT(*) FROM TABLE("
                        + "TUMBLE(TABLE `on_time`, DESCRIPTOR(`$time`), INTERVAL '0 00:01:00.000' DAY TO SECOND))"
                        + " GROUP BY window_start, window_end")
                .execute().await();
    }

    private Map<Long, Integer> windows() throws Exception {
        Map<Long, Integer> windows = new TreeMap<>();
        for (String line : Flink.lines(dir, "windows")) {
            String[] parts = line.split("\"");
            windows.merge(Instant.parse(parts[3]).toEpochMilli(), Integer.parseInt(parts[6].replaceAll("\\D", "")), Integer::sum);
        }
        return windows;
    }

    private static String iso(long millis) {
        return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").format(Instant.ofEpochMilli(millis).atOffset(java.time.ZoneOffset.UTC));
    }

    @Test
    void isoOfTheTestIsTheUsualForm() {
        assertThat(iso(START)).isEqualTo("2026-01-31T12:00:00.000Z");
    }
}

package dev.pipectl.connectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** A table environment set up as jobs are. */
public final class Flink {
    private Flink() {}

    public static StreamTableEnvironment tables(int parallelism) {
        return tables(parallelism, new Configuration());
    }

    public static StreamTableEnvironment tables(int parallelism, Configuration configuration) {
        configuration.setString("pipeline.object-reuse", "true");
        configuration.setString("taskmanager.numberOfTaskSlots", "4");
        configuration.setString("table.local-time-zone", "UTC");
        configuration.setString("table.plan.compile.catalog-objects", "SCHEMA");
        configuration.setString("restart-strategy.type", "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().addConfiguration(configuration);
        return tables;
    }

    public static void run(StreamTableEnvironment tables, String sql) throws Exception {
        tables.executeSql(sql).await();
    }

    /** All lines of an output's files. */
    public static List<String> lines(Path directory, String output) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().matches(java.util.regex.Pattern.quote(output) + "\\.\\d+\\.jsonl")) {
                    lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
                }
            }
        }
        return lines;
    }
}

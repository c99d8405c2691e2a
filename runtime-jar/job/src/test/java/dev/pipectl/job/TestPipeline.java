package dev.pipectl.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Row;

/** A bundle put together by a test, in the shape that the compiler writes; planned, loaded as JSON and run. */
final class TestPipeline {
    static final String ORIGIN = "ROW<`source` STRING, `shard` STRING, `sequence` STRING, `arrivalTime` TIMESTAMP_LTZ(3),"
            + " `record` STRING, `encoding` STRING, `reason` STRING, `detail` STRING>";
    static final Origin HERE = new Origin("pipeline.ts", 1, 1);

    private static final Pattern FUNCTION = Pattern.compile("PIPECTL_[A-Z_]+");

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "table.local-time-zone", "UTC",
            "table.optimizer.reuse-optimize-block-with-digest-enabled", "true",
            "table.plan.compile.catalog-objects", "SCHEMA",
            "pipeline.object-reuse", "true",
            "execution.runtime-mode", "STREAMING"));
    private final List<Statement> tables = new ArrayList<>();
    private final List<Statement> views = new ArrayList<>();
    private final List<Statement> inserts = new ArrayList<>();
    private final Map<String, Bundle.Function> functions = new LinkedHashMap<>();

    /** What a run gave. */
    record Outcome(Map<String, List<Row>> rows, Map<String, Long> counters, long lateDropped) {
        long count(String counter) {
            return counters.getOrDefault(counter, 0L);
        }
    }

    /** A source of {@link TestRows#INPUTS} with the given columns and the hidden ones; late by up to half a minute. */
    TestPipeline source(String name, String... columns) {
        List<Statement.Column> all = columns(columns);
        all.add(new Statement.Column("$time", "TIMESTAMP_LTZ(3)", "event-time", null));
        all.add(new Statement.Column("$origin", ORIGIN, "origin", null));
        tables.add(new Statement.Table(
                "source." + name,
                all,
                new Statement.Watermark("$time", "`$time` - INTERVAL '0 00:00:30.000' DAY TO SECOND"),
                List.of(),
                Map.of("connector", "test-rows", "rows", name),
                HERE));
        return this;
    }

    TestPipeline view(String name, String sql) {
        views.add(new Statement.Query(Statement.Kind.VIEW, name, uses(sql), HERE));
        return this;
    }

    /** An output: a table of the given columns, keyed by the first if {@code keyed}, and its INSERT. */
    TestPipeline output(String name, boolean keyed, String select, String... columns) {
        List<Statement.Column> all = columns(columns);
        List<String> key = keyed ? List.of(all.get(0).name()) : List.of();
        tables.add(new Statement.Table(
                "sink." + name, all, null, key, Map.of("connector", "test-collect", "rows", name), HERE));
        inserts.add(new Statement.Query(
                Statement.Kind.INSERT, "sink." + name, "INSERT INTO `sink." + name + "` " + uses(select), HERE));
        return this;
    }

    TestPipeline output(String name, String select, String... columns) {
        return output(name, false, select, columns);
    }

    Bundle bundle() {
        List<Statement> statements = new ArrayList<>(tables);
        statements.addAll(views);
        statements.addAll(inserts);
        return new Bundle("2.2", "test", settings, List.copyOf(functions.values()), List.of(), statements);
    }

    String explain() {
        return open(1).statementSet().explain();
    }

    JsonNode plan() throws Exception {
        return new ObjectMapper().readTree(open(1).statementSet().compilePlan().asJsonString());
    }

    /** Compiles in one environment and runs in another, as a deployed pipeline is. */
    Outcome run(int parallelism) throws Exception {
        CounterReporterFactory.clear();
        String plan = open(1).statementSet().compilePlan().asJsonString();
        open(parallelism).loadPlan(plan).execute().await();
        Map<String, List<Row>> rows = new HashMap<>();
        inserts.forEach(insert -> {
            String output = insert.name().substring("sink.".length());
            rows.put(output, TestRows.take(output));
        });
        Map<String, Long> counters = CounterReporterFactory.sums();
        return new Outcome(rows, counters, counters.getOrDefault(CounterReporterFactory.LATE_DROPPED, 0L));
    }

    PipelineEnvironment open(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporters", "counters");
        configuration.setString("metrics.reporter.counters.factory.class", CounterReporterFactory.class.getName());
        configuration.setString("rest.port", "0");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        return PipelineEnvironment.open(env, bundle(), Map.of(), Map.of());
    }

    private String uses(String sql) {
        Matcher matcher = FUNCTION.matcher(sql);
        while (matcher.find()) {
            functions.put(matcher.group(), new Bundle.Function(matcher.group(), className(matcher.group())));
        }
        return sql;
    }

    private static String className(String function) {
        StringBuilder name = new StringBuilder("dev.pipectl.functions.");
        for (String word : function.substring("PIPECTL_".length()).split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase());
        }
        return name.toString();
    }

    /** Columns as {@code name TYPE}. */
    private static List<Statement.Column> columns(String... columns) {
        List<Statement.Column> parsed = new ArrayList<>();
        for (String column : columns) {
            int space = column.indexOf(' ');
            parsed.add(new Statement.Column(column.substring(0, space), column.substring(space + 1), null, null));
        }
        return parsed;
    }
}

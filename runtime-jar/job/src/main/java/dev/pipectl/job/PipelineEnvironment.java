package dev.pipectl.job;

import dev.pipectl.connectors.lookup.Lookups;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.functions.UserDefinedFunction;
import org.apache.flink.table.types.logical.RowType;

/** A table environment in which a bundle's functions, tables and views exist; nothing is planned or run yet. */
public final class PipelineEnvironment {
    private static final String FUNCTIONS = "dev.pipectl.functions.";

    private final Bundle bundle;
    private final StreamTableEnvironment tables;

    private PipelineEnvironment(Bundle bundle, StreamTableEnvironment tables) {
        this.bundle = bundle;
        this.tables = tables;
    }

    /**
     * Opens a bundle for planning or for a local run: placeholders stay as they are.
     *
     * @param tableOptions by table name, options that take the place of all options of that table
     * @param extraSettings Flink settings on top of the bundle's
     */
    public static PipelineEnvironment open(
            StreamExecutionEnvironment env,
            Bundle bundle,
            Map<String, Map<String, String>> tableOptions,
            Map<String, String> extraSettings) {
        return open(env, bundle, Placeholders.unbound(), tableOptions, extraSettings);
    }

    static PipelineEnvironment open(
            StreamExecutionEnvironment env,
            Bundle bundle,
            Placeholders placeholders,
            Map<String, Map<String, String>> tableOptions,
            Map<String, String> extraSettings) {
        requireTables(bundle, tableOptions);
        Configuration forJob = new Configuration();
        Configuration forTables = new Configuration();
        Map<String, String> settings = new TreeMap<>(bundle.settings());
        settings.putAll(extraSettings);
        settings.forEach((key, value) -> (key.startsWith("table.") ? forTables : forJob).setString(key, value));
        env.configure(forJob, Thread.currentThread().getContextClassLoader());
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                env, EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(forTables).build());
        PipelineEnvironment opened = new PipelineEnvironment(bundle, tables);
        bundle.functions().forEach(opened::register);
        opened.define(placeholders, tableOptions);
        return opened;
    }

    public StreamTableEnvironment tableEnvironment() {
        return tables;
    }

    /** All INSERTs of the bundle, in its order. */
    public StatementSet statementSet() {
        StatementSet inserts = tables.createStatementSet();
        forEachStatement(statement -> {
            if (statement instanceof Statement.Query query && query.kind() == Statement.Kind.INSERT) {
                inserts.addInsertSql(query.sql());
            }
        });
        return inserts;
    }

    /** A compiled plan of this bundle. */
    public CompiledPlan loadPlan(String json) {
        return tables.loadPlan(PlanReference.fromJsonString(json));
    }

    private void define(Placeholders placeholders, Map<String, Map<String, String>> tableOptions) {
        forEachStatement(statement -> {
            if (statement instanceof Statement.Table table) {
                Map<String, String> options = tableOptions.containsKey(table.name())
                        ? tableOptions.get(table.name())
                        : placeholders.fill(table.options(), table.name());
                tables.executeSql(TableDdl.of(table, options));
                if (Lookups.isLookup(options)) {
                    registerLookup(table.name(), options);
                }
            } else if (statement instanceof Statement.Query query && query.kind() == Statement.Kind.VIEW) {
                // On a line of its own: Flink's columns are then the query's, and its lines are one more.
                tables.executeSql("CREATE TEMPORARY VIEW " + TableDdl.name(query.name()) + " AS\n" + query.sql());
            }
        });
    }

    /** A table that is looked up in is a function for the SQL; it has the table's name. */
    private void registerLookup(String name, Map<String, String> options) {
        ResolvedSchema schema = tables.from(TableDdl.name(name)).getResolvedSchema();
        tables.createTemporarySystemFunction(
                name,
                Lookups.function(
                        options,
                        (RowType) schema.toPhysicalRowDataType().getLogicalType(),
                        schema.getPrimaryKey().map(UniqueConstraint::getColumns).orElse(List.of())));
    }

    private void forEachStatement(Consumer<Statement> action) {
        List<Statement> statements = bundle.statements();
        for (int index = 0; index < statements.size(); index++) {
            Statement statement = statements.get(index);
            try {
                action.accept(statement);
            } catch (BundleException problem) {
                throw problem;
            } catch (RuntimeException refused) {
                throw new StatementException(index, statement, refused);
            }
        }
    }

    /** Temporary, so that the plan holds the name alone and the jar decides on the class. */
    private void register(Bundle.Function function) {
        String className = function.className().contains(".") ? function.className() : FUNCTIONS + function.className();
        try {
            tables.createTemporarySystemFunction(
                    function.name(),
                    Class.forName(className, true, Thread.currentThread().getContextClassLoader())
                            .asSubclass(UserDefinedFunction.class));
        } catch (ClassNotFoundException | ClassCastException missing) {
            throw new BundleException("The function '" + function.name() + "' has the class '" + className
                    + "', which this runtime does not have.");
        }
    }

    private static void requireTables(Bundle bundle, Map<String, Map<String, String>> tableOptions) {
        for (String table : tableOptions.keySet()) {
            if (bundle.statements().stream()
                    .noneMatch(statement -> statement instanceof Statement.Table && statement.name().equals(table))) {
                throw new BundleException(
                        "Options are given for the table '" + table + "', which the bundle does not have.");
            }
        }
    }
}

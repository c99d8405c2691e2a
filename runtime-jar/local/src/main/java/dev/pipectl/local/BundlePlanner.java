package dev.pipectl.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * Compiles a bundle with Flink's planner: to a plan that has been loaded again and translated (code generation
 * included), or to every mistake with the statement that made it.
 */
final class BundlePlanner {
    /** A mistake; `statement` is an index in the bundle's statements, or -1 when none of them made it. */
    record Mistake(int statement, PlannerMessage message) {}

    /** Either a plan or at least one mistake. */
    record Answer(ObjectNode plan, List<Mistake> mistakes) {}

    private final EmbeddedCluster cluster;

    BundlePlanner(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    Answer plan(JsonNode bundle) {
        StreamTableEnvironment tables;
        try {
            tables = open(bundle);
        } catch (Exception | StackOverflowError failure) {
            return new Answer(null, List.of(inDefinitions(bundle, failure)));
        }
        List<Mistake> mistakes = new ArrayList<>();
        StatementSet set = tables.createStatementSet();
        JsonNode statements = bundle.path("statements");
        for (int i = 0; i < statements.size(); i++) {
            if (isInsert(statements.get(i))) {
                try {
                    set.addInsertSql(sql(statements.get(i)));
                } catch (Exception | StackOverflowError failure) {
                    mistakes.add(new Mistake(i, PlannerMessage.of(failure)));
                }
            }
        }
        if (!mistakes.isEmpty()) {
            return new Answer(null, mistakes);
        }
        try {
            return new Answer(compile(tables, set), List.of());
        } catch (Exception | StackOverflowError failure) {
            return new Answer(null, inInserts(bundle, failure));
        }
    }

    private StreamTableEnvironment open(JsonNode bundle) throws Exception {
        return BundleTables.open(cluster, bundle, Map.of(), Map.of());
    }

    /** `compilePlan` alone accepts what code generation refuses; loading the plan again proves that too. */
    private static ObjectNode compile(StreamTableEnvironment tables, StatementSet set) throws Exception {
        ObjectNode plan = PlanNumbers.settle(Json.read(set.compilePlan().asJsonString()));
        tables.loadPlan(PlanReference.fromJsonString(Json.text(plan))).explain();
        return plan;
    }

    /** Opens ever more of the bundle until it fails: the last statement added is the culprit. */
    private Mistake inDefinitions(JsonNode bundle, Throwable failure) {
        JsonNode statements = bundle.path("statements");
        for (int i = 0; i < statements.size(); i++) {
            if (isInsert(statements.get(i))) {
                continue;
            }
            int count = i + 1;
            Optional<Throwable> found = failureOf(() -> open(firstOf(bundle, count)));
            if (found.isPresent()) {
                return new Mistake(i, definitionMessage(bundle, i, found.get()));
            }
        }
        return new Mistake(-1, PlannerMessage.of(failure).withoutPosition());
    }

    /** A view's positions are those of its own SELECT; a table has no SQL that its author could look at. */
    private PlannerMessage definitionMessage(JsonNode bundle, int index, Throwable failure) {
        JsonNode statement = bundle.path("statements").get(index);
        if (!isView(statement)) {
            return PlannerMessage.of(failure).withoutPosition();
        }
        return failureOf(() -> open(firstOf(bundle, index)).sqlQuery(sql(statement)))
                .map(PlannerMessage::of)
                .orElseGet(() -> PlannerMessage.of(failure).withoutPosition());
    }

    /** What Flink finds while optimising has no index: plan each INSERT alone, and each view that might be behind it. */
    private List<Mistake> inInserts(JsonNode bundle, Throwable failure) {
        JsonNode statements = bundle.path("statements");
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Mistake> view = firstFailingView(bundle);
        for (int i = 0; i < statements.size(); i++) {
            JsonNode statement = statements.get(i);
            if (!isInsert(statement)) {
                continue;
            }
            Optional<Throwable> found = failureOf(() -> {
                StreamTableEnvironment tables = open(bundle);
                return compile(tables, tables.createStatementSet().addInsertSql(sql(statement)));
            });
            if (found.isPresent()) {
                PlannerMessage message = PlannerMessage.of(found.get());
                boolean fromView = view.isPresent() && view.get().message().text().equals(message.text());
                Mistake mistake = fromView ? view.get() : new Mistake(i, message);
                if (!mistakes.contains(mistake)) {
                    mistakes.add(mistake);
                }
            }
        }
        return mistakes.isEmpty() ? List.of(new Mistake(-1, PlannerMessage.of(failure).withoutPosition())) : mistakes;
    }

    private Optional<Mistake> firstFailingView(JsonNode bundle) {
        JsonNode statements = bundle.path("statements");
        for (int i = 0; i < statements.size(); i++) {
            JsonNode statement = statements.get(i);
            if (isView(statement)) {
                String name = statement.path("name").asText().replace("`", "``");
                Optional<Throwable> found =
                        failureOf(() -> open(bundle).sqlQuery("SELECT * FROM `" + name + "`").explain());
                if (found.isPresent()) {
                    return Optional.of(new Mistake(i, PlannerMessage.of(found.get()).withoutPosition()));
                }
            }
        }
        return Optional.empty();
    }

    private interface Attempt {
        Object run() throws Exception;
    }

    private static Optional<Throwable> failureOf(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (Exception | StackOverflowError failure) {
            return Optional.of(failure);
        }
    }

    private static JsonNode firstOf(JsonNode bundle, int count) {
        ObjectNode part = bundle.deepCopy();
        ArrayNode statements = (ArrayNode) part.path("statements");
        while (statements.size() > count) {
            statements.remove(statements.size() - 1);
        }
        return part;
    }

    private static boolean isInsert(JsonNode statement) {
        return statement.path("kind").asText().equals("insert");
    }

    private static boolean isView(JsonNode statement) {
        return statement.path("kind").asText().equals("view");
    }

    private static String sql(JsonNode statement) {
        return statement.path("sql").asText();
    }
}

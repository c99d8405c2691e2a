package dev.pipectl.local;

import dev.pipectl.job.Bundle;
import dev.pipectl.job.BundleException;
import dev.pipectl.job.PipelineEnvironment;
import dev.pipectl.job.Statement;
import dev.pipectl.job.StatementException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.flink.table.api.StatementSet;

/**
 * Compiles a bundle with Flink's planner: to a plan that has been loaded again and translated (code generation
 * included), or to every mistake with the statement that made it.
 */
final class BundlePlanner {
    /** A mistake; `statement` is an index in the bundle's statements, or -1 when none of them made it. */
    record Mistake(int statement, PlannerMessage message) {}

    /** Either a plan or at least one mistake. */
    record Answer(ObjectNode plan, List<Mistake> mistakes) {
        static Answer of(Mistake mistake) {
            return new Answer(null, List.of(mistake));
        }
    }

    /**
     * Flink parses generated code that is longer than this to split its methods, which is most of the time a plan takes;
     * what is only checked need not be split. The plan is the same, and a job is translated again with Flink's default.
     */
    private static final Map<String, String> CHECK_ONLY =
            Map.of("table.generated-code.max-length", String.valueOf(Integer.MAX_VALUE));

    private static final int REMEMBERED = 32;

    private final EmbeddedCluster cluster;
    /** Plans by bundle: a bundle always has the same one, and most commands begin by compiling what has not changed. */
    private final Map<String, ObjectNode> plans =
            Collections.synchronizedMap(new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
                    return size() > REMEMBERED;
                }
            });

    BundlePlanner(EmbeddedCluster cluster) {
        this.cluster = cluster;
    }

    Answer plan(String json) {
        ObjectNode known = plans.get(json);
        if (known != null) {
            return new Answer(known, List.of());
        }
        Answer answer = planned(json);
        if (answer.plan() != null) {
            plans.put(json, answer.plan());
        }
        return answer;
    }

    private Answer planned(String json) {
        Bundle bundle;
        PipelineEnvironment environment;
        try {
            bundle = Bundle.parse(json);
            environment = open(bundle);
        } catch (StatementException refused) {
            return Answer.of(inDefinition(refused));
        } catch (Exception | StackOverflowError failure) {
            return Answer.of(nowhere(failure));
        }
        List<Mistake> mistakes = new ArrayList<>();
        StatementSet inserts = environment.tableEnvironment().createStatementSet();
        for (int i = 0; i < bundle.statements().size(); i++) {
            int index = i;
            Statement.Query insert = queryOf(bundle, i, Statement.Kind.INSERT);
            if (insert != null) {
                failureOf(() -> inserts.addInsertSql(insert.sql()))
                        .ifPresent(failure -> mistakes.add(new Mistake(index, PlannerMessage.of(failure))));
            }
        }
        if (!mistakes.isEmpty()) {
            return new Answer(null, mistakes);
        }
        try {
            return new Answer(compile(environment, inserts), List.of());
        } catch (Exception | StackOverflowError failure) {
            return new Answer(null, inInserts(bundle, failure));
        }
    }

    private PipelineEnvironment open(Bundle bundle) {
        return PipelineEnvironment.open(cluster.environment(), bundle, Map.of(), CHECK_ONLY);
    }

    /** `compilePlan` alone accepts what code generation refuses; loading the plan again proves that too. */
    private static ObjectNode compile(PipelineEnvironment environment, StatementSet inserts) throws Exception {
        ObjectNode plan = PlanNumbers.settle(Json.read(inserts.compilePlan().asJsonString()));
        environment.loadPlan(Json.text(plan)).explain();
        return plan;
    }

    /** A view's positions are those of its own SELECT, one line below `CREATE`; a table has no SQL of its author's. */
    private static Mistake inDefinition(StatementException refused) {
        PlannerMessage message = PlannerMessage.of(refused.getCause());
        boolean isView = refused.statement() instanceof Statement.Query;
        return new Mistake(refused.index(), isView ? message.linesUp(1) : message.withoutPosition());
    }

    /** What Flink finds while optimising has no index: plan each INSERT alone, and each view that might be behind it. */
    private List<Mistake> inInserts(Bundle bundle, Throwable failure) {
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Mistake> view = firstFailingView(bundle);
        for (int i = 0; i < bundle.statements().size(); i++) {
            Statement.Query insert = queryOf(bundle, i, Statement.Kind.INSERT);
            if (insert != null) {
                Optional<Throwable> found = failureOf(() -> {
                    PipelineEnvironment alone = open(bundle);
                    compile(alone, alone.tableEnvironment().createStatementSet().addInsertSql(insert.sql()));
                });
                if (found.isPresent()) {
                    // Positions now are those of SQL that Flink has put together itself.
                    PlannerMessage message = PlannerMessage.of(found.get()).withoutPosition();
                    Mistake mistake = view.filter(other -> other.message.text().equals(message.text()))
                            .orElse(new Mistake(i, message));
                    if (!mistakes.contains(mistake)) {
                        mistakes.add(mistake);
                    }
                }
            }
        }
        return mistakes.isEmpty() ? List.of(nowhere(failure)) : mistakes;
    }

    private Optional<Mistake> firstFailingView(Bundle bundle) {
        for (int i = 0; i < bundle.statements().size(); i++) {
            Statement.Query view = queryOf(bundle, i, Statement.Kind.VIEW);
            if (view != null) {
                String all = "SELECT * FROM `" + view.name().replace("`", "``") + "`";
                Optional<Throwable> found = failureOf(() -> open(bundle).tableEnvironment().sqlQuery(all).explain());
                if (found.isPresent()) {
                    return Optional.of(new Mistake(i, PlannerMessage.of(found.get()).withoutPosition()));
                }
            }
        }
        return Optional.empty();
    }

    private static Mistake nowhere(Throwable failure) {
        return new Mistake(-1, failure instanceof BundleException problems
                ? new PlannerMessage(problems.getMessage(), null)
                : PlannerMessage.of(failure).withoutPosition());
    }

    /** The statement when it is a query of that kind, else null. */
    private static Statement.Query queryOf(Bundle bundle, int index, Statement.Kind kind) {
        return bundle.statements().get(index) instanceof Statement.Query query && query.kind() == kind ? query : null;
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static Optional<Throwable> failureOf(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (Exception | StackOverflowError failure) {
            return Optional.of(failure);
        }
    }
}

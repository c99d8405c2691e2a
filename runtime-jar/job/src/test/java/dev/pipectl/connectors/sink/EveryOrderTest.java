package dev.pipectl.connectors.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pipectl.connectors.aws.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Answers in every order, with failures of every kind: what ends up in the service is told from the rows alone. */
class EveryOrderTest {
    private static final BatchLimits LIMITS = new BatchLimits(7, 200, 60, Duration.ofMillis(50));
    private static final int ROWS = 400;

    private final Map<String, List<String>> taken = new TreeMap<>();

    /** Rows {@code key:number}; every 13th is one that the service never takes. */
    private static List<String> rows(Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add("k" + (int) Math.abs(random.nextGaussian() * 8) + ':' + i + (random.nextInt(13) == 0 ? "bad" : ""));
        }
        return rows;
    }

    private static String key(String row) {
        return row.substring(0, row.indexOf(':'));
    }

    /** Fails as a whole or in parts; what it says of a row that it never takes differs from time to time. */
    private ScriptedService moody(Random random) {
        return new ScriptedService(batch -> {
            int mood = random.nextInt(10);
            boolean bad = batch.stream().anyMatch(row -> row.endsWith("bad"));
            if (mood == 0) {
                throw new ScriptedService.Failure(FailureKind.TEMPORARY);
            }
            if (mood == 1 && bad) {
                throw new ScriptedService.Failure(FailureKind.REFUSED);
            }
            List<Verdict> verdicts = new ArrayList<>();
            for (String row : batch) {
                if (mood < 6 && random.nextInt(3) == 0) {
                    verdicts.add(random.nextBoolean() ? ScriptedService.retry() : ScriptedService.throttled());
                } else if (row.endsWith("bad")) {
                    verdicts.add(ScriptedService.refuse("never"));
                } else {
                    verdicts.add(Verdict.WRITTEN);
                    taken.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row);
                }
            }
            return verdicts;
        });
    }

    private Outputs run(List<String> rows, SameKey<String> sameKey, Random random) throws InterruptedException {
        Outputs out = Outputs.of(moody(random), new ScriptedService(), LIMITS, sameKey, 3, random.nextLong());
        for (String row : rows) {
            out.write(row);
            if (random.nextInt(60) == 0) {
                out.checkpoint();
            }
            if (random.nextInt(20) == 0) {
                out.task.pass(Duration.ofMillis(random.nextInt(80)));
            }
        }
        out.checkpoint();
        return out;
    }

    private static Map<String, List<String>> byKey(List<String> rows) {
        Map<String, List<String>> byKey = new TreeMap<>();
        rows.stream().filter(row -> !row.endsWith("bad"))
                .forEach(row -> byKey.computeIfAbsent(key(row), key -> new ArrayList<>()).add(row));
        return byKey;
    }

    private static List<String> lettersOf(List<String> rows) {
        return rows.stream().filter(row -> row.endsWith("bad")).map(row -> '"' + row + '"').sorted().toList();
    }

    private static List<String> records(Outputs out) {
        return out.letters.taken.stream().map(letter -> letter.substring(letter.lastIndexOf("| ") + 2)).sorted().toList();
    }

    @RepeatedTest(60)
    void writesAllRowsOfAKeyInTheirOrder(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> rows = rows(random);
        Outputs out = run(rows, SameKey.inTurn(), random);
        assertThat(taken).isEqualTo(byKey(rows));
        assertThat(records(out)).isEqualTo(lettersOf(rows));
        int bad = lettersOf(rows).size();
        assertThat(out.books("out")).isEqualTo(ROWS + " " + (ROWS - bad) + " " + bad);
        assertThat(out.books("dead-letters")).isEqualTo(bad + " " + bad + " 0");
    }

    @RepeatedTest(60)
    void leavesTheLastGoodRowOfEachKey(RepetitionInfo repetition) throws Exception {
        Random random = new Random(1000 + repetition.getCurrentRepetition());
        List<String> rows = rows(random);
        Outputs out = run(rows, SameKey.lastWins(), random);
        Map<String, String> last = new HashMap<>();
        byKey(rows).forEach((key, all) -> last.put(key, all.get(all.size() - 1)));
        Map<String, String> held = new HashMap<>();
        taken.forEach((key, all) -> held.put(key, all.get(all.size() - 1)));
        assertThat(held).isEqualTo(last);
        assertThat(out.books("out").split(" ")[0]).isEqualTo(String.valueOf(ROWS));
        long written = out.task.metrics.term("out", "written");
        long rejected = out.task.metrics.term("out", "rejected");
        assertThat(written + rejected).isEqualTo(ROWS);
        assertThat(out.letters.taken).hasSize((int) rejected);
    }
}

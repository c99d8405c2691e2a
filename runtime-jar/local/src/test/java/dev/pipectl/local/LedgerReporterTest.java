package dev.pipectl.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerReporterTest {
    private final LedgerReporter reporter = new LedgerReporter();

    @AfterEach
    void forget() {
        LedgerReporter.forget("job");
    }

    private static MetricGroup group(String job, String stage, String... scope) {
        Map<String, String> variables = new HashMap<>(Map.of("<job_id>", job));
        if (stage != null) {
            variables.put("<stage>", stage);
        }
        return new UnregisteredMetricsGroup() {
            @Override
            public Map<String, String> getAllVariables() {
                return variables;
            }

            @Override
            public String[] getScopeComponents() {
                return scope;
            }
        };
    }

    private void count(String job, String stage, String term, long count) {
        Counter counter = new SimpleCounter();
        MetricGroup group = group(job, stage, "host", "kinesisanalytics", "stage", String.valueOf(stage));
        reporter.notifyOfAddedMetric(counter, term, group);
        counter.inc(count);
        reporter.notifyOfRemovedMetric(counter, term, group);
    }

    @Test
    void sumsOverSubtasksAndKeepsWhatEndedTasksCounted() {
        count("job", "popularity", "late", 2);
        count("job", "popularity", "late", 3);
        count("job", "popularity", "in", 9);
        count("job", "raw", "in", 1);
        assertThat(LedgerReporter.of("job").counters())
                .isEqualTo(Map.of("popularity", Map.of("late", 5L, "in", 9L), "raw", Map.of("in", 1L)));
    }

    @Test
    void keepsJobsApart() {
        count("job", "raw", "in", 1);
        count("other", "raw", "in", 7);
        assertThat(LedgerReporter.of("job").counters()).isEqualTo(Map.of("raw", Map.of("in", 1L)));
        LedgerReporter.forget("other");
    }

    @Test
    void takesNoCounterOfFlinksOwnForTheLedger() {
        reporter.notifyOfAddedMetric(new SimpleCounter(), "numRecordsIn", group("job", null, "host"));
        reporter.notifyOfAddedMetric(new SimpleCounter(), "in", group("job", "theirs", "host", "elsewhere"));
        assertThat(LedgerReporter.of("job").counters()).isEmpty();
    }

    @Test
    void knowsWhatFlinkDroppedAndHowOftenTheJobRestarted() {
        Counter dropped = new SimpleCounter();
        reporter.notifyOfAddedMetric(dropped, "numLateRecordsDropped", group("job", null, "host"));
        reporter.notifyOfAddedMetric((Gauge<Long>) () -> 4L, "numRestarts", group("job", null, "host"));
        dropped.inc(6);
        assertThat(LedgerReporter.of("job").lateDropped()).isEqualTo(6);
        assertThat(LedgerReporter.of("job").restarts()).isEqualTo(4);
    }
}

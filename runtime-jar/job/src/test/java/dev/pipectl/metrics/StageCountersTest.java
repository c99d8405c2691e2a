package dev.pipectl.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class StageCountersTest {
    @Test
    void findsACounterAgainInItsOperatorOnly() {
        MetricGroup operator = new UnregisteredMetricsGroup();
        Counter late = StageCounters.of(operator).counter("popularity", "late");
        late.inc(3);
        assertThat(StageCounters.of(operator).counter("popularity", "late")).isSameAs(late);
        assertThat(StageCounters.of(operator).counter("popularity", "in")).isNotSameAs(late);
        assertThat(StageCounters.of(operator).counter("popular", "itylate")).isNotSameAs(late);
        assertThat(StageCounters.of(new UnregisteredMetricsGroup()).counter("popularity", "late")).isNotSameAs(late);
    }
}

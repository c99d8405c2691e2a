package dev.pipectl.connectors.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LookupMetricsTest {
    @Test
    void areCounters() {
        Map<String, Counter> counters = new TreeMap<>();
        LookupMetrics metrics = new LookupMetrics(new UnregisteredMetricsGroup() {
            @Override
            public <C extends Counter> C counter(String name, C counter) {
                counters.put(name, counter);
                return counter;
            }
        });
        assertThat(counters).containsOnlyKeys("reads", "retries", "throttles", "unreadable");
        metrics.throttles.inc();
        assertThat(counters.get("throttles").getCount()).isEqualTo(1);
    }
}

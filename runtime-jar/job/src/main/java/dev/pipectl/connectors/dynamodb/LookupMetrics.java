package dev.pipectl.connectors.dynamodb;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What a stage's lookups count; the cache counts its own. */
final class LookupMetrics {
    final LongAdder reads = new LongAdder();
    final LongAdder retries = new LongAdder();
    /** Items that are not what the pipeline says they are, which count as missing. */
    final LongAdder unreadable = new LongAdder();

    LookupMetrics(MetricGroup group) {
        group.gauge("reads", (Gauge<Long>) reads::sum);
        group.gauge("retries", (Gauge<Long>) retries::sum);
        group.gauge("unreadable", (Gauge<Long>) unreadable::sum);
    }
}

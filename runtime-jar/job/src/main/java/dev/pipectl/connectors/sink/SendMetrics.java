package dev.pipectl.connectors.sink;

import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What can be seen of a service from outside: how long it takes, how often it is asked again, how often it slows us down. */
final class SendMetrics {
    private static final String GROUP = "kinesisanalytics";

    private final Counter retries;
    private final Counter throttles;
    private final RecentTimes sendMillis;

    SendMetrics(MetricGroup operator, String output) {
        MetricGroup group = operator.addGroup(GROUP).addGroup("output", output);
        retries = group.counter("retries");
        throttles = group.counter("throttles");
        sendMillis = group.histogram("sendMillis", new RecentTimes());
        // CloudWatch shows no histograms of Flink.
        group.gauge("sendMillisP99", (Gauge<Double>) () -> sendMillis.getStatistics().getQuantile(0.99));
    }

    void took(long nanos) {
        sendMillis.update(nanos / 1_000_000);
    }

    /** A request failed as a whole. */
    void failed(int entries, boolean throttled) {
        retries.inc(entries);
        if (throttled) {
            throttles.inc(entries);
        }
    }

    /** A request was answered entry by entry. */
    void answered(List<Verdict> verdicts) {
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Retry retry) {
                failed(1, retry.throttled());
            }
        }
    }
}

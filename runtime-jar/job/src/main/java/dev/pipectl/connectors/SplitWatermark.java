package dev.pipectl.connectors;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** How far event time has come in a split: it only moves forward. When a split is idle is its reader's to tell. */
public final class SplitWatermark implements WatermarkOutput {
    private SourceOutput<?> output;
    private long time;

    /** Where it was when the state was written, or {@link Long#MIN_VALUE}. */
    public SplitWatermark(long time) {
        this.time = time;
    }

    /** Watermarks go to this output; what is restored goes first, so that lateness is judged as before. */
    public void begin(SourceOutput<?> to) {
        output = to;
        if (time != Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(time));
        }
    }

    /** Epoch milliseconds. */
    public long time() {
        return time;
    }

    @Override
    public void emitWatermark(Watermark next) {
        if (next.getTimestamp() > time) {
            time = next.getTimestamp();
            output.emitWatermark(next);
        }
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
}

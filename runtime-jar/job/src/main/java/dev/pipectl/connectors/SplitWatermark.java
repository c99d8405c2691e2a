package dev.pipectl.connectors;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** How far event time has come in a split: it only moves forward. Whether it holds anything back is its reader's to say. */
public final class SplitWatermark implements WatermarkOutput {
    private long time;

    /** Where it was when the state was written, or {@link Long#MIN_VALUE}. */
    public SplitWatermark(long time) {
        this.time = time;
    }

    /** Epoch milliseconds. */
    public long time() {
        return time;
    }

    @Override
    public void emitWatermark(Watermark next) {
        time = Math.max(time, next.getTimestamp());
    }

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
}

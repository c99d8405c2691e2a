package dev.pipectl.functions;

/** PIPECTL_LATEST(value, time): the value of the latest row that has one; of several, the last to arrive. */
public final class Latest extends ValueByTime {
    @Override
    boolean replaces(long keptTime, long time) {
        return time >= keptTime;
    }
}

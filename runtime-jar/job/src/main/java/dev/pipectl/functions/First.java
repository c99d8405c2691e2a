package dev.pipectl.functions;

/** PIPECTL_FIRST(value, time): the value of the earliest row that has one; of several, the first to arrive. */
public final class First extends ValueByTime {
    @Override
    boolean replaces(long keptTime, long time) {
        return time < keptTime;
    }
}

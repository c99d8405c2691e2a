package dev.pipectl.functions;

/** PIPECTL_MIN(value): the smallest number, as Math.min has it, or the string that stands first by UTF-16 units. */
public final class Min extends Extreme {
    @Override
    double number(double kept, double value) {
        return Math.min(kept, value);
    }

    @Override
    boolean replaces(int order) {
        return order < 0;
    }
}

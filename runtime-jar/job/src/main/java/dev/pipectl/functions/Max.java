package dev.pipectl.functions;

/** PIPECTL_MAX(value): the largest number, as Math.max has it, or the string that stands last by UTF-16 units. */
public final class Max extends Extreme {
    @Override
    double number(double kept, double value) {
        return Math.max(kept, value);
    }

    @Override
    boolean replaces(int order) {
        return order > 0;
    }
}

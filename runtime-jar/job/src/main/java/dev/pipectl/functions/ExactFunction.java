package dev.pipectl.functions;

import org.apache.flink.table.functions.ScalarFunction;

/**
 * A function with exactly JavaScript's value. Never folded into a literal: Flink 2.2 can't generate code for a literal
 * that is not finite, and constants are computed by the compiler already.
 */
abstract class ExactFunction extends ScalarFunction {
    @Override
    public final boolean supportsConstantFolding() {
        return false;
    }
}

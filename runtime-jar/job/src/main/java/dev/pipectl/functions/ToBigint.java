package dev.pipectl.functions;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.DecimalData;

/** PIPECTL_TO_BIGINT(decimal): an exact sum as BIGINT; one outside 64 bits stops the job. */
public final class ToBigint extends ExactFunction {
    public Long eval(@DataTypeHint(value = "DECIMAL(38, 0)", bridgedTo = DecimalData.class) DecimalData decimal) {
        if (decimal == null) {
            return null;
        }
        try {
            return decimal.toBigDecimal().longValueExact();
        } catch (ArithmeticException tooLarge) {
            throw new ArithmeticException("The sum of a bigint does not fit into 64 bits");
        }
    }
}

package dev.pipectl.connectors.changes;

import java.math.BigDecimal;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** The column of {@code only-if-newer}: which of two rows of a key is the newer one. */
public final class OrderColumn {
    private final int column;
    private final LogicalType type;

    private OrderColumn(int column, LogicalType type) {
        this.column = column;
        this.type = type;
    }

    /** The column of a name, or null without one; throws a ValidationException for one that has no order. */
    public static OrderColumn of(RowType row, String name) {
        if (name == null) {
            return null;
        }
        int column = row.getFieldIndex(name);
        if (column < 0) {
            throw new ValidationException("Option 'only-if-newer' names '" + name + "', which is not a column.");
        }
        LogicalType type = row.getTypeAt(column);
        switch (type.getTypeRoot()) {
            case INTEGER: case BIGINT: case DOUBLE: case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
                return new OrderColumn(column, type);
            default:
                throw new ValidationException("Option 'only-if-newer' names a column of type " + type.asSummaryString()
                        + "; it takes TIMESTAMP_LTZ, BIGINT, INT and DOUBLE.");
        }
    }

    /** Where the column is in the row. */
    public int index() {
        return column;
    }

    /** What the row has there, times in milliseconds; null for nothing, NaN and the infinities. */
    public BigDecimal of(RowData row) {
        if (row.isNullAt(column)) {
            return null;
        }
        switch (type.getTypeRoot()) {
            case INTEGER:
                return BigDecimal.valueOf(row.getInt(column));
            case BIGINT:
                return BigDecimal.valueOf(row.getLong(column));
            case DOUBLE:
                double number = row.getDouble(column);
                return Double.isNaN(number) || Double.isInfinite(number) ? null : new BigDecimal(number);
            default:
                int precision = ((LocalZonedTimestampType) type).getPrecision();
                return BigDecimal.valueOf(row.getTimestamp(column, precision).getMillisecond());
        }
    }
}

package dev.pipectl.connectors;

import dev.pipectl.json.Fault;
import java.util.Base64;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/** Where a record came from and what is wrong with it; nothing is made before it is asked for. */
final class OriginRow implements RowData {
    static final DataType TYPE = DataTypes.ROW(
            DataTypes.FIELD("source", DataTypes.STRING()),
            DataTypes.FIELD("shard", DataTypes.STRING()),
            DataTypes.FIELD("sequence", DataTypes.STRING()),
            DataTypes.FIELD("arrivalTime", DataTypes.TIMESTAMP_LTZ(3)),
            DataTypes.FIELD("record", DataTypes.STRING()),
            DataTypes.FIELD("encoding", DataTypes.STRING()),
            DataTypes.FIELD("reason", DataTypes.STRING()),
            DataTypes.FIELD("detail", DataTypes.STRING()));

    static final int ARRIVAL_TIME = 3;
    private static final StringData UTF8 = BinaryStringData.fromString("utf8");
    private static final StringData BASE64 = BinaryStringData.fromString("base64");
    private static final StringData UNDECODABLE = BinaryStringData.fromString(Fault.UNDECODABLE.reason());
    private static final StringData INVALID = BinaryStringData.fromString(Fault.INVALID.reason());

    private final StringData source;
    private final RecordPosition position;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final Fault fault;
    private final String detail;
    private final boolean binary;
    private RowKind kind = RowKind.INSERT;

    OriginRow(StringData source, RecordPosition position, byte[] bytes, int start, int end, Fault fault, String detail, boolean binary) {
        this.source = source;
        this.position = position;
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.fault = fault;
        this.detail = detail;
        this.binary = binary;
    }

    @Override
    public int getArity() {
        return 8;
    }

    @Override
    public boolean isNullAt(int pos) {
        switch (pos) {
            case ARRIVAL_TIME: return position.arrivalTime() == null;
            case 6: case 7: return fault == null;
            default: return false;
        }
    }

    @Override
    public StringData getString(int pos) {
        switch (pos) {
            case 0: return source;
            case 1: return position.shard();
            case 2: return position.sequence();
            case 4: return record();
            case 5: return binary ? BASE64 : UTF8;
            case 6: return fault == null ? null : fault == Fault.INVALID ? INVALID : UNDECODABLE;
            case 7: return detail == null ? null : StringData.fromString(detail);
            default: throw notAString(pos);
        }
    }

    private StringData record() {
        if (binary) {
            byte[] record = java.util.Arrays.copyOfRange(bytes, start, end);
            return StringData.fromBytes(Base64.getEncoder().encode(record));
        }
        return BinaryStringData.fromAddress(
                new MemorySegment[] {MemorySegmentFactory.wrap(bytes)}, start, end - start);
    }

    @Override
    public TimestampData getTimestamp(int pos, int precision) {
        if (pos != ARRIVAL_TIME) {
            throw notAString(pos);
        }
        return position.arrivalTime();
    }

    @Override
    public RowKind getRowKind() {
        return kind;
    }

    @Override
    public void setRowKind(RowKind kind) {
        this.kind = kind;
    }

    private static IllegalStateException notAString(int pos) {
        return new IllegalStateException("Column " + pos + " of an origin is not of the type it is asked for.");
    }

    @Override
    public boolean getBoolean(int pos) {
        throw notAString(pos);
    }

    @Override
    public byte getByte(int pos) {
        throw notAString(pos);
    }

    @Override
    public short getShort(int pos) {
        throw notAString(pos);
    }

    @Override
    public int getInt(int pos) {
        throw notAString(pos);
    }

    @Override
    public long getLong(int pos) {
        throw notAString(pos);
    }

    @Override
    public float getFloat(int pos) {
        throw notAString(pos);
    }

    @Override
    public double getDouble(int pos) {
        throw notAString(pos);
    }

    @Override
    public DecimalData getDecimal(int pos, int precision, int scale) {
        throw notAString(pos);
    }

    @Override
    public <T> RawValueData<T> getRawValue(int pos) {
        throw notAString(pos);
    }

    @Override
    public byte[] getBinary(int pos) {
        throw notAString(pos);
    }

    @Override
    public ArrayData getArray(int pos) {
        throw notAString(pos);
    }

    @Override
    public MapData getMap(int pos) {
        throw notAString(pos);
    }

    @Override
    public RowData getRow(int pos, int numFields) {
        throw notAString(pos);
    }

    @Override
    public Variant getVariant(int pos) {
        throw notAString(pos);
    }
}

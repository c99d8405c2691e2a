package dev.pipectl.connectors.dynamodb;

import dev.pipectl.json.IsoTime;
import dev.pipectl.json.JavaScriptNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes DynamoDB's values of Flink's. Text and times are S, numbers N with the digits that JavaScript prints, bytes B,
 * arrays L, maps and rows M.
 */
@FunctionalInterface
interface AttributeMaker {
    AttributeValue NULL = AttributeValue.builder().nul(true).build();
    AttributeValue TRUE = AttributeValue.builder().bool(true).build();
    AttributeValue FALSE = AttributeValue.builder().bool(false).build();

    /** The range of DynamoDB's numbers, on either side of zero. */
    double SMALLEST = 1e-130;
    double TOO_LARGE = 1e126;

    /** DynamoDB's value of one that is not null. */
    AttributeValue of(Object value) throws Unwritable;

    /**
     * A maker for a type.
     *
     * @param writeNulls whether a field without a value is there all the same; elements of arrays always are
     */
    static AttributeMaker of(LogicalType type, boolean writeNulls) {
        switch (type.getTypeRoot()) {
            case CHAR: case VARCHAR: return value -> text(value.toString());
            case BOOLEAN: return value -> (Boolean) value ? TRUE : FALSE;
            case INTEGER: case BIGINT: return value -> digits(value.toString());
            case DOUBLE: return value -> number((Double) value);
            case BINARY: case VARBINARY: return value -> bytes((byte[]) value);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE: case TIMESTAMP_WITHOUT_TIME_ZONE: return value -> time((TimestampData) value);
            case NULL: return value -> NULL;
            case ARRAY: return list(((ArrayType) type).getElementType(), writeNulls);
            case MAP: return map(((MapType) type).getValueType(), writeNulls);
            case ROW: return row((RowType) type, writeNulls);
            default: throw new IllegalArgumentException("DynamoDB has no form for the type " + type.asSummaryString() + '.');
        }
    }

    /** The fields of a row by name. */
    @FunctionalInterface
    interface Fields {
        Map<String, AttributeValue> of(RowData row) throws Unwritable;
    }

    /** A maker for the fields of rows. */
    static Fields fields(RowType type, boolean writeNulls) {
        int count = type.getFieldCount();
        AttributeMaker[] makers = new AttributeMaker[count];
        RowData.FieldGetter[] getters = new RowData.FieldGetter[count];
        for (int i = 0; i < count; i++) {
            makers[i] = of(type.getTypeAt(i), writeNulls);
            getters[i] = RowData.createFieldGetter(type.getTypeAt(i), i);
        }
        List<String> names = type.getFieldNames();
        return row -> {
            Map<String, AttributeValue> item = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Object value = getters[i].getFieldOrNull(row);
                if (value != null) {
                    item.put(names.get(i), named(makers[i], names.get(i), value));
                } else if (writeNulls) {
                    item.put(names.get(i), NULL);
                }
            }
            return item;
        };
    }

    /** The value, or what is wrong with it under the name of its field. */
    static AttributeValue named(AttributeMaker maker, String name, Object value) throws Unwritable {
        try {
            return maker.of(value);
        } catch (Unwritable e) {
            throw new Unwritable(e.code(), "'" + name + "': " + e.getMessage());
        }
    }

    private static AttributeValue text(String text) {
        return AttributeValue.builder().s(text).build();
    }

    private static AttributeValue digits(String digits) {
        return AttributeValue.builder().n(digits).build();
    }

    private static AttributeValue bytes(byte[] bytes) {
        return AttributeValue.builder().b(SdkBytes.fromByteArray(bytes)).build();
    }

    private static AttributeValue number(double value) throws Unwritable {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new Unwritable("NotANumber", "DynamoDB has no NaN and no infinities");
        }
        double size = Math.abs(value);
        if (size >= TOO_LARGE || (size != 0 && size < SMALLEST)) {
            throw new Unwritable("NumberOutOfRange", "DynamoDB's numbers are 0 and those from 1e-130 to 1e126");
        }
        return digits(JavaScriptNumber.toString(value));
    }

    private static AttributeValue time(TimestampData time) {
        byte[] iso = new byte[IsoTime.LONGEST];
        return text(new String(iso, 0, IsoTime.write(time.getMillisecond(), iso, 0), StandardCharsets.ISO_8859_1));
    }

    private static AttributeMaker list(LogicalType type, boolean writeNulls) {
        AttributeMaker elements = of(type, writeNulls);
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        return value -> {
            ArrayData array = (ArrayData) value;
            List<AttributeValue> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                Object element = getter.getElementOrNull(array, i);
                list.add(element == null ? NULL : elements.of(element));
            }
            return AttributeValue.builder().l(list).build();
        };
    }

    private static AttributeMaker map(LogicalType type, boolean writeNulls) {
        AttributeMaker values = of(type, writeNulls);
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        return value -> {
            ArrayData keys = ((MapData) value).keyArray();
            ArrayData entries = ((MapData) value).valueArray();
            Map<String, AttributeValue> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                Object entry = getter.getElementOrNull(entries, i);
                if (entry != null) {
                    map.put(keys.getString(i).toString(), values.of(entry));
                } else if (writeNulls) {
                    map.put(keys.getString(i).toString(), NULL);
                }
            }
            return AttributeValue.builder().m(map).build();
        };
    }

    private static AttributeMaker row(RowType type, boolean writeNulls) {
        Fields fields = fields(type, writeNulls);
        return value -> AttributeValue.builder().m(fields.of((RowData) value)).build();
    }
}

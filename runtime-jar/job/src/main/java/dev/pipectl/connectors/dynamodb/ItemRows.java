package dev.pipectl.connectors.dynamodb;

import dev.pipectl.connectors.changes.KeyedRows;
import dev.pipectl.connectors.changes.OrderColumn;
import dev.pipectl.connectors.sink.Entry;
import dev.pipectl.connectors.sink.EntryMaker;
import dev.pipectl.connectors.sink.RowText;
import dev.pipectl.json.JsonBuffer;
import dev.pipectl.json.JsonEncoder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as items: the columns of the primary key are the table's partition key and sort key, in this order. */
final class ItemRows implements KeyedRows<ItemWrite> {
    /** How many bytes the partition key and the sort key may have. */
    static final int[] LONGEST = {2048, 1024};

    private final RowType type;
    private final int[] key;
    private final AttributeMaker[] keyMakers;
    private final RowData.FieldGetter[] keyGetters;
    private final AttributeMaker.Fields fields;
    private final OrderColumn order;
    private final AttributeMaker orderMaker;
    private final RowData.FieldGetter orderGetter;
    private final JsonEncoder encoder;
    private final JsonEncoder keyEncoder;
    private final JsonBuffer buffer = new JsonBuffer();

    ItemRows(RowType type, int[] key, boolean writeNulls, String onlyIfNewer) {
        this.type = type;
        this.key = key;
        keyMakers = new AttributeMaker[key.length];
        keyGetters = new RowData.FieldGetter[key.length];
        for (int i = 0; i < key.length; i++) {
            keyMakers[i] = AttributeMaker.of(type.getTypeAt(key[i]), writeNulls);
            keyGetters[i] = RowData.createFieldGetter(type.getTypeAt(key[i]), key[i]);
        }
        fields = AttributeMaker.fields(type, writeNulls);
        order = OrderColumn.of(type, onlyIfNewer);
        orderMaker = order == null ? null : AttributeMaker.of(type.getTypeAt(order.index()), writeNulls);
        orderGetter = order == null ? null : RowData.createFieldGetter(type.getTypeAt(order.index()), order.index());
        encoder = JsonEncoder.of(type);
        keyEncoder = JsonEncoder.of(type, column -> Arrays.stream(key).anyMatch(k -> k == column));
    }

    @Override
    public String key(RowData row) {
        buffer.truncate(0);
        keyEncoder.encode(row, buffer);
        return buffer.text();
    }

    @Override
    public void make(RowData row, String keyText, boolean remove, EntryMaker.Entries<ItemWrite> out) {
        byte[] json = letter(row, remove);
        try {
            ItemWrite write = write(row, remove);
            int bytes = ItemSize.of(remove ? write.key() : write.item());
            out.add(new Entry<>(write, bytes, keyText, () -> json));
        } catch (Unwritable e) {
            out.refuse(() -> json, e.code(), e.getMessage());
        }
    }

    /** The row as its letter would have it: a removal says that it is one. */
    private byte[] letter(RowData row, boolean remove) {
        buffer.truncate(0);
        encoder.encode(row, buffer);
        byte[] json = buffer.copy(0);
        return remove ? RowText.withHidden("$op", "-D", json) : json;
    }

    private ItemWrite write(RowData row, boolean remove) throws Unwritable {
        Map<String, AttributeValue> itemKey = keyOf(row);
        Map<String, AttributeValue> item = remove ? null : fields.of(row);
        if (order == null) {
            return new ItemWrite(itemKey, item, null, null);
        }
        BigDecimal value = order.of(row);
        if (value == null && !remove) {
            throw new Unwritable("NoOrder", "'" + name(order.index()) + "' has no value, so that it can't be told what is newer");
        }
        AttributeValue attribute = value == null ? null
                : AttributeMaker.named(orderMaker, name(order.index()), orderGetter.getFieldOrNull(row));
        return new ItemWrite(itemKey, item, value, attribute);
    }

    private Map<String, AttributeValue> keyOf(RowData row) throws Unwritable {
        Map<String, AttributeValue> itemKey = new LinkedHashMap<>();
        for (int i = 0; i < key.length; i++) {
            String name = name(key[i]);
            Object value = keyGetters[i].getFieldOrNull(row);
            if (value == null) {
                throw new Unwritable("NullKey", "'" + name + "' is part of the key and has no value");
            }
            AttributeValue attribute = AttributeMaker.named(keyMakers[i], name, value);
            long size = ItemSize.of(attribute);
            if (size == 0) {
                throw new Unwritable("EmptyKey", "'" + name + "' is part of the key and empty");
            }
            if (size > LONGEST[i]) {
                throw new Unwritable("KeyTooLong", "'" + name + "' has " + size + " bytes, and a "
                        + (i == 0 ? "partition" : "sort") + " key at most " + LONGEST[i]);
            }
            itemKey.put(name, attribute);
        }
        return itemKey;
    }

    private String name(int column) {
        return type.getFieldNames().get(column);
    }
}

package dev.pipectl.connectors.dynamodb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How many bytes an item has as DynamoDB counts them: names and values, a number one byte for each two of its digits and
 * one more, a list or map three and one for each element.
 */
final class ItemSize {
    /** The most an item may have. */
    static final int MOST = 400 * 1024;

    private ItemSize() {}

    static int of(Map<String, AttributeValue> item) {
        long size = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            size += utf8(attribute.getKey()) + of(attribute.getValue());
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    static long of(AttributeValue value) {
        if (value.s() != null) {
            return utf8(value.s());
        }
        if (value.n() != null) {
            long digits = value.n().chars().takeWhile(c -> c != 'e').filter(Character::isDigit).count();
            return (digits + 1) / 2 + 1;
        }
        if (value.b() != null) {
            return value.b().asByteArrayUnsafe().length;
        }
        if (value.hasL()) {
            return nested(value.l());
        }
        return value.hasM() ? 3 + value.m().size() + of(value.m()) : 1;
    }

    private static long nested(List<AttributeValue> list) {
        long size = 3 + list.size();
        for (AttributeValue element : list) {
            size += of(element);
        }
        return size;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

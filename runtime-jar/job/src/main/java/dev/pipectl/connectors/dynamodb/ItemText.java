package dev.pipectl.connectors.dynamodb;

import dev.pipectl.json.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Writes items as the JSON of a record, so that one decoder judges both: bytes as base64, sets as arrays. */
final class ItemText {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.ISO_8859_1);

    private ItemText() {}

    static void write(Map<String, AttributeValue> item, JsonBuffer out) {
        out.raw('{');
        Iterator<Map.Entry<String, AttributeValue>> attributes = item.entrySet().iterator();
        while (attributes.hasNext()) {
            Map.Entry<String, AttributeValue> attribute = attributes.next();
            text(attribute.getKey(), out);
            out.raw(':');
            write(attribute.getValue(), out);
            if (attributes.hasNext()) {
                out.raw(',');
            }
        }
        out.raw('}');
    }

    private static void write(AttributeValue value, JsonBuffer out) {
        switch (value.type()) {
            case S -> text(value.s(), out);
            case N -> plain(value.n(), out);
            case BOOL -> plain(value.bool().toString(), out);
            case B -> text(Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()), out);
            case M -> write(value.m(), out);
            case L -> list(value.l(), element -> write(element, out), out);
            case SS -> list(value.ss(), element -> text(element, out), out);
            case NS -> list(value.ns(), element -> plain(element, out), out);
            case BS -> list(value.bs(), element -> text(Base64.getEncoder().encodeToString(element.asByteArrayUnsafe()), out), out);
            default -> out.raw(NULL);
        }
    }

    private static <T> void list(List<T> elements, Consumer<T> write, JsonBuffer out) {
        out.raw('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            write.accept(elements.get(i));
        }
        out.raw(']');
    }

    private static void text(String text, JsonBuffer out) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.string(utf8, 0, utf8.length);
    }

    private static void plain(String text, JsonBuffer out) {
        out.raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

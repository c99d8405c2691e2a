package dev.pipectl.connectors.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregateTest {
    private static final BigInteger LAST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final HashRange ALL = new HashRange(BigInteger.ZERO, LAST);
    private static final BigInteger HALF = BigInteger.ONE.shiftLeft(127);

    /** A record as a producer adds it. */
    record Added(String key, String hash, byte[] data) {
        static Added of(String key, String data) {
            return new Added(key, null, data.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Builds an aggregate as the protocol's documentation describes it, with nothing of the code under test. */
    static byte[] aggregate(Added... records) throws Exception {
        List<String> keys = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        for (Added record : records) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.write(0x08);
            varint(message, index(keys, record.key()));
            if (record.hash() != null) {
                message.write(0x10);
                varint(message, index(hashes, record.hash()));
            }
            bytes(message, 0x1a, record.data());
            bytes(messages, 0x1a, message.toByteArray());
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String key : keys) {
            bytes(body, 0x0a, key.getBytes(StandardCharsets.UTF_8));
        }
        for (String hash : hashes) {
            bytes(body, 0x12, hash.getBytes(StandardCharsets.UTF_8));
        }
        body.write(messages.toByteArray());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(HexFormat.of().parseHex("f3899ac2"));
        whole.write(body.toByteArray());
        whole.write(MessageDigest.getInstance("MD5").digest(body.toByteArray()));
        return whole.toByteArray();
    }

    private static int index(List<String> table, String text) {
        if (!table.contains(text)) {
            table.add(text);
        }
        return table.indexOf(text);
    }

    private static void bytes(ByteArrayOutputStream out, int tag, byte[] bytes) throws Exception {
        out.write(tag);
        varint(out, bytes.length);
        out.write(bytes);
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest > 0x7f; rest >>>= 7) {
            out.write(rest & 0x7f | 0x80);
        }
        out.write(rest);
    }

    private static List<String> parts(HashRange shard, byte[] bytes, int others) {
        List<String> parts = new ArrayList<>();
        int left = new Aggregate(shard).split(bytes, (index, start, end) ->
                parts.add(index + ":" + new String(bytes, start, end - start, StandardCharsets.UTF_8)));
        assertThat(left).isEqualTo(others);
        return parts;
    }

    @Test
    void isSplitIntoItsRecordsInOrder() throws Exception {
        byte[] bytes = aggregate(Added.of("a", "{\"n\":1}"), Added.of("b", ""), Added.of("a", "ä".repeat(300)));
        assertThat(parts(ALL, bytes, 0)).containsExactly("0:{\"n\":1}", "1:", "2:" + "ä".repeat(300));
        assertThat(parts(ALL, aggregate(), 0)).isEmpty();
    }

    /** The MD5 of "a" is 0cc1…, of "b" is 92eb…: the halves of a shard that was split. */
    @Test
    void leavesOutWhatBelongsToAnotherShard() throws Exception {
        byte[] bytes = aggregate(
                Added.of("a", "low"), Added.of("b", "high"),
                new Added("b", "12", "low by its hash key".getBytes()), new Added("a", LAST.toString(), "high by its hash key".getBytes()),
                new Added("b", HALF.toString(), "first of high".getBytes()));
        assertThat(parts(new HashRange(BigInteger.ZERO, HALF.subtract(BigInteger.ONE)), bytes, 3))
                .containsExactly("0:low", "2:low by its hash key");
        assertThat(parts(new HashRange(HALF, LAST), bytes, 2))
                .containsExactly("1:high", "3:high by its hash key", "4:first of high");
    }

    @Test
    void isARecordOfItsOwnWhereItIsDamaged() throws Exception {
        byte[] bytes = aggregate(Added.of("a", "one"), Added.of("a", "two"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            assertThat(parts(ALL, damaged, -1)).as("byte %d", i).isEmpty();
        }
        for (int length = 0; length < bytes.length; length++) {
            assertThat(parts(ALL, java.util.Arrays.copyOf(bytes, length), -1)).isEmpty();
        }
        assertThat(parts(ALL, "{\"n\":1}".getBytes(), -1)).isEmpty();
    }

    /** Bytes with a right checksum that are no message, or name keys that are not there, never break the reader. */
    @Test
    void isARecordOfItsOwnWhereTheMessageIsNone() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            byte[] body = new byte[random.nextInt(60)];
            random.nextBytes(body);
            if (body.length > 3 && i % 2 == 0) {
                body[0] = 0x1a;
                body[1] = (byte) (body.length - 2);
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(HexFormat.of().parseHex("f3899ac2"));
            whole.write(body);
            whole.write(MessageDigest.getInstance("MD5").digest(body));
            byte[] bytes = whole.toByteArray();
            List<String> parts = new ArrayList<>();
            int left = new Aggregate(ALL).split(bytes, (index, start, end) -> parts.add("x"));
            assertThat(left < 0 ? parts.size() : 0).isZero();
        }
        byte[] stranger = aggregate(new Added("a", "no number", "x".getBytes()));
        assertThat(parts(ALL, stranger, -1)).isEmpty();
    }
}

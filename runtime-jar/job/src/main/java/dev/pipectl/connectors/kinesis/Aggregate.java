package dev.pipectl.connectors.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several records that the Kinesis Producer Library has put into one: four magic bytes, a protocol buffers message, and
 * the message's MD5.
 *
 * <p>The message: 1 = partition keys, 2 = explicit hash keys, 3 = records; a record: 1 = index of its partition key,
 * 2 = index of its explicit hash key, 3 = its bytes.
 */
final class Aggregate {
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int MD5 = 16;

    /** Takes the records of an aggregate. */
    interface Parts {
        /** The record {@code bytes[start, end)} with its index in the aggregate. */
        void part(long index, int start, int end);
    }

    private final HashRange hashes;
    private final MessageDigest md5;

    /** Splits up the aggregates of a shard with these hash keys. */
    Aggregate(HashRange hashes) {
        this.hashes = hashes;
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java comes with MD5.", e);
        }
    }

    /**
     * Hands over the records of an aggregate, and says how many of another shard it has left out; -1 when the bytes are
     * no aggregate, but a record of their own.
     *
     * <p>After a shard was split, a producer that does not know it yet sends an aggregate for both children to one of
     * them. It sees from the answer what it did, and sends the records of the other child again.
     */
    int split(byte[] bytes, Parts parts) {
        int end = bytes.length - MD5;
        if (end < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || !isWhole(bytes, end)) {
            return -1;
        }
        try {
            return split(bytes, end, parts);
        } catch (ProtobufReader.Malformed | NumberFormatException | IndexOutOfBoundsException e) {
            return -1;
        }
    }

    private boolean isWhole(byte[] bytes, int end) {
        md5.update(bytes, MAGIC.length, end - MAGIC.length);
        return Arrays.equals(md5.digest(), 0, MD5, bytes, end, bytes.length);
    }

    /** Everything is read before anything is handed over: a record that breaks off is none of the shard's aggregates. */
    private int split(byte[] bytes, int end, Parts parts) throws ProtobufReader.Malformed {
        List<BigInteger> partitions = new ArrayList<>();
        List<BigInteger> explicit = new ArrayList<>();
        List<int[]> records = new ArrayList<>();
        ProtobufReader message = new ProtobufReader(bytes, MAGIC.length, end);
        while (message.next()) {
            if (message.is(1, ProtobufReader.LENGTH)) {
                md5.update(bytes, message.start(), message.end() - message.start());
                partitions.add(new BigInteger(1, md5.digest()));
            } else if (message.is(2, ProtobufReader.LENGTH)) {
                explicit.add(new BigInteger(
                        new String(bytes, message.start(), message.end() - message.start(), StandardCharsets.UTF_8)));
            } else if (message.is(3, ProtobufReader.LENGTH)) {
                records.add(record(bytes, message.start(), message.end()));
            }
        }
        boolean[] ours = new boolean[records.size()];
        for (int i = 0; i < ours.length; i++) {
            int[] record = records.get(i);
            ours[i] = hashes.contains(record[1] >= 0 ? explicit.get(record[1]) : partitions.get(record[0]));
        }
        int left = 0;
        for (int i = 0; i < ours.length; i++) {
            if (ours[i]) {
                parts.part(i, records.get(i)[2], records.get(i)[3]);
            } else {
                left++;
            }
        }
        return left;
    }

    /** Index of the partition key, index of the explicit hash key or -1, start and end of the bytes. */
    private static int[] record(byte[] bytes, int start, int end) throws ProtobufReader.Malformed {
        int[] record = {-1, -1, start, start};
        ProtobufReader fields = new ProtobufReader(bytes, start, end);
        while (fields.next()) {
            if (fields.is(1, ProtobufReader.VARINT)) {
                record[0] = Math.toIntExact(fields.value() & 0x7fffffff);
            } else if (fields.is(2, ProtobufReader.VARINT)) {
                record[1] = Math.toIntExact(fields.value() & 0x7fffffff);
            } else if (fields.is(3, ProtobufReader.LENGTH)) {
                record[2] = fields.start();
                record[3] = fields.end();
            }
        }
        return record;
    }
}

package dev.pipectl.connectors.kinesis;

import java.util.List;

/**
 * A shard as the stream lists it.
 *
 * @param id its id
 * @param parents the shards it was split or merged from, whether or not the stream still has them
 * @param hashes the hash keys of its records
 */
record Shard(String id, List<String> parents, HashRange hashes) {
    /** The number in the id, which counts the stream's shards; shards with neighbouring numbers go to different readers. */
    static long number(String id) {
        String digits = id.substring(id.lastIndexOf('-') + 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : id.hashCode() & Integer.MAX_VALUE;
    }
}

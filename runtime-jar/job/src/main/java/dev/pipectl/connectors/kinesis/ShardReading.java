package dev.pipectl.connectors.kinesis;

/** What the reading of a shard tells of itself, to whatever thread asks. */
interface ShardReading {
    /** How far it is behind the shard's newest record; -1 as long as nobody knows. */
    long millisBehindLatest();

    /** How long nothing has come, where all that came is emitted; -1 where something waits. */
    long silentMillis();

    /** Whether the shard has ended, and all of it is fetched. */
    boolean hasEnded();
}

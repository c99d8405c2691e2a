package dev.pipectl.connectors.kinesis;

/** A row as a record of a stream. */
record StreamRow(String partitionKey, byte[] data) {}

package dev.pipectl.json;

import java.io.Serializable;
import java.util.List;

/**
 * What a decoder is made from.
 *
 * @param contract the fields of a record, as JSON
 * @param eventTime the path of the field that holds the event time, empty when something else computes it
 * @param timestamps how records write times
 * @param maxAhead how many milliseconds an event time may be after the record's arrival
 */
public record DecoderOptions(String contract, List<String> eventTime, Timestamps timestamps, long maxAhead)
        implements Serializable {}

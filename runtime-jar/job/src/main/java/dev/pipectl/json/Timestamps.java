package dev.pipectl.json;

/** How a source's records write times. */
public enum Timestamps { ISO, SECONDS, MILLIS }

package dev.pipectl.connectors.deadletters;

/**
 * A message of a dead-letter target: a letter or a part of one.
 *
 * @param id the letter's identity
 * @param json what is sent
 */
record Letter(String id, byte[] json) {
    /** How many bytes an identity has. */
    static final int ID = 32;
}

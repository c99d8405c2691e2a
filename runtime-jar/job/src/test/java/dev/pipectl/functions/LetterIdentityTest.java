package dev.pipectl.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Identities are stable over versions, since letters of one record are told apart and put together by them. */
class LetterIdentityTest {
    @Test
    void isTheHashOfTheParts() throws Exception {
        byte[] hashed = "\0\0\0\1aÿÿÿÿ\0\0\0\2é".getBytes(StandardCharsets.ISO_8859_1);
        byte[] parts = new byte[hashed.length + 1];
        System.arraycopy(hashed, 0, parts, 0, hashed.length - 1);
        System.arraycopy("é".getBytes(StandardCharsets.UTF_8), 0, parts, hashed.length - 1, 2);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(parts));
        LetterIdentity identity = new LetterIdentity();
        assertThat(identity.of("a", null, "é")).isEqualTo(sha256.substring(0, 32));
        assertThat(identity.of("a", null, "é")).as("again").isEqualTo(sha256.substring(0, 32));
    }

    @Test
    void dependsOnEveryPartAndWhereItEnds() {
        LetterIdentity identity = new LetterIdentity();
        assertThat(identity.of("ab", "c")).isNotEqualTo(identity.of("a", "bc"));
        assertThat(identity.of("a", null)).isNotEqualTo(identity.of("a", ""));
    }

    @Test
    void theFallbackStandsForAMissingSource() {
        LetterId function = new LetterId();
        function.open(null);
        LetterIdentity identity = new LetterIdentity();
        assertThat(function.eval("s", "1", "2", "stage", "late", "{}")).isEqualTo(identity.of("s", "1", "2", "stage", "late"));
        assertThat(function.eval(null, "1", "2", "stage", "late", "{}")).isEqualTo(identity.of("{}", "stage", "late"));
    }
}

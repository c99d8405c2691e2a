package dev.pipectl.functions;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of a dead letter, the same however often the letter is written. Not safe for use by several threads.
 */
public final class LetterIdentity {
    private static final int BYTES = 16;

    private final MessageDigest sha256;

    public LetterIdentity() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }

    /** 32 hexadecimal digits of SHA-256 over the parts, each behind its length in UTF-8; a null part has the length −1. */
    public String of(String... parts) {
        for (String part : parts) {
            byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(4).putInt(0, part == null ? -1 : bytes.length));
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
    }
}

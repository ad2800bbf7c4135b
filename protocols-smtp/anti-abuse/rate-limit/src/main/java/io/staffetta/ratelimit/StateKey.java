package io.staffetta.ratelimit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a bucket is called in the state store: readable, unless it is too long for a key.
final class StateKey {

    private static final int MAX_KEY = 512;

    private StateKey() {}

    static String of(String limit, String name) {
        var key = limit + " " + name;
        return key.length() <= MAX_KEY ? key : limit + " sha256:" + digest(name);
    }

    private static String digest(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}

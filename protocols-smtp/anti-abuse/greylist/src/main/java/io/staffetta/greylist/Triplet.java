package io.staffetta.greylist;

import io.staffetta.spi.Network;
import io.staffetta.spi.mail.Mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Who sends from where to whom (RFC 6647 §2.3).
///
/// @param sender folded; empty for the null reverse-path
record Triplet(Network client, String sender, Mailbox recipient) {

    private static final int MAX_KEY = 512;

    /// What it is remembered by: readable, unless it is too long for a key.
    String key() {
        var addresses = "<%s> <%s>".formatted(sender, recipient.folded());
        var key = client + " " + addresses;
        return key.length() <= MAX_KEY ? key : client + " sha256:" + digest(addresses);
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

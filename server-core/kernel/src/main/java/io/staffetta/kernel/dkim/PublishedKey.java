package io.staffetta.kernel.dkim;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The public half of a key as a TXT record (RFC 6376 §3.6.1, RFC 8463 §4).
public final class PublishedKey {

    private static final int ED25519_OCTETS = 32;

    private PublishedKey() {}

    static String text(KeyMaterial key) {
        return "v=DKIM1; h=sha256; k=%s; p=%s"
                .formatted(key.algorithm().tag(), encoded(key.algorithm(), key.publicKey()));
    }

    /// Why verifiers would not find our key in a record; empty if they would.
    ///
    /// @param wanted the record as it should be
    /// @param published the record as it is
    public static Optional<String> fault(String wanted, String published) {
        var ours = tags(wanted);
        var theirs = tags(published);
        if (!theirs.getOrDefault("v", "DKIM1").equals("DKIM1")) {
            return Optional.of("it is not a DKIM key");
        }
        var key = theirs.get("p");
        if (key == null) {
            return Optional.of("it has no key (p=)");
        }
        if (key.isEmpty()) {
            return Optional.of("it revokes the key (p= is empty)");
        }
        if (!theirs.getOrDefault("k", "rsa").equals(ours.get("k")) || !key.equals(ours.get("p"))) {
            return Optional.of("it holds another key");
        }
        if (!lists(theirs, "h", "sha256")) {
            return Optional.of("it does not allow SHA-256 (h=)");
        }
        if (!lists(theirs, "s", "email") && !lists(theirs, "s", "*")) {
            return Optional.of("it is not for mail (s=)");
        }
        return Optional.empty();
    }

    /// Whether a record says that the domain only tests signing (`t=y`).
    public static boolean isTesting(String published) {
        var flags = tags(published).get("t");
        return flags != null && Arrays.asList(flags.split(":")).contains("y");
    }

    private static boolean lists(Map<String, String> tags, String tag, String value) {
        var list = tags.get(tag);
        return list == null
                || Arrays.stream(list.split(":"))
                        .anyMatch(one -> one.toLowerCase(Locale.ROOT).equals(value));
    }

    /// Without white space, which means nothing in the tags that are looked at.
    private static Map<String, String> tags(String record) {
        var tags = new HashMap<String, String>();
        for (var tag : record.split(";", -1)) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        tag.substring(0, equals).strip(),
                        tag.substring(equals + 1).replaceAll("\\s", ""));
            }
        }
        return tags;
    }

    private static String encoded(KeyAlgorithm algorithm, PublicKey key) {
        var octets = key.getEncoded();
        return Base64.getEncoder()
                .encodeToString(
                        switch (algorithm) {
                            case RSA -> octets;
                            // The key ends its SubjectPublicKeyInfo (RFC 8410 §4).
                            case ED25519 ->
                                    Arrays.copyOfRange(
                                            octets, octets.length - ED25519_OCTETS, octets.length);
                        });
    }
}

package io.staffetta.dkim;

import java.security.PublicKey;
import java.util.Locale;

/// A key as it is published (RFC 6376 §3.6.1).
///
/// @param type `k=`
/// @param key `p=`
/// @param testing whether the domain only tries DKIM (`t=y`)
/// @param strict whether `i=` must have the very domain of `d=` (`t=s`)
record KeyRecord(String type, PublicKey key, boolean testing, boolean strict) {

    private static final String VERSION = "DKIM1";
    private static final String DEFAULT_TYPE = "rsa";

    /// Reads the text of a record.
    ///
    /// @throws NotVerifiedException if it is no key for mail, or one that is not accepted
    static KeyRecord parse(String text, KeyLimits limits) throws NotVerifiedException {
        if (text.length() > limits.recordOctets()) {
            throw broken("the key record is too long");
        }
        var tags = TagList.parse(text).orElseThrow(() -> broken("the key record is broken"));
        var version = tags.get("v");
        boolean isFirst = version.isEmpty() || text.strip().startsWith("v");
        if (!isFirst || !version.orElse(VERSION).equals(VERSION)) {
            throw broken("the key record is of an unknown version");
        }
        if (!names(tags, "s", "email") && !tags.items("s").contains("*")) {
            throw broken("the key is not for mail");
        }
        if (!names(tags, "h", "sha256")) {
            throw broken("the key is not for SHA-256");
        }
        var base64 = tags.packed("p").orElseThrow(() -> broken("the key record has no key"));
        if (base64.isEmpty()) {
            throw broken("the key was revoked");
        }
        var type = tags.get("k").orElse(DEFAULT_TYPE).toLowerCase(Locale.ROOT);
        var flags = tags.items("t");
        return new KeyRecord(
                type,
                PublicKeyText.read(type, base64, limits),
                flags.contains("y"),
                flags.contains("s"));
    }

    private static boolean names(TagList tags, String tag, String item) {
        return tags.get(tag).isEmpty() || tags.items(tag).stream().anyMatch(item::equalsIgnoreCase);
    }

    private static NotVerifiedException broken(String reason) {
        return new NotVerifiedException(Result.PERMERROR, reason);
    }
}

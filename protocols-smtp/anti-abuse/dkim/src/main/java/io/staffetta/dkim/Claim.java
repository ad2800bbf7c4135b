package io.staffetta.dkim;

import io.staffetta.spi.host.SigningKeys.SigningKey;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A `DKIM-Signature` field, whatever is in it.
///
/// @param field the field
/// @param tags its tags, if they can be read
record Claim(RawField field, Optional<TagList> tags) {

    /// Name of the field.
    static final String FIELD = "dkim-signature";

    private static final int LONGEST_PROPERTY = 320;
    private static final int SIGNATURE_PREFIX = 8;

    static Claim of(RawField field) {
        return new Claim(field, TagList.parse(field.decoded()));
    }

    /// The domain it claims.
    Optional<String> domain() {
        return tags.flatMap(list -> list.get("d")).flatMap(DnsName::of);
    }

    /// Whether it claims to be made with a key.
    boolean isOf(SigningKey key) {
        return domain().filter(key.domain().name()::equals).isPresent()
                && tags.flatMap(list -> list.get("s"))
                        .filter(key.selector()::equalsIgnoreCase)
                        .isPresent();
    }

    /// Reads it.
    ///
    /// @throws NotVerifiedException if it is no signature this verifier understands
    DkimSignature signature() throws NotVerifiedException {
        var list =
                tags.orElseThrow(() ->
                        new NotVerifiedException(
                                Result.NEUTRAL, "the signature has a syntax error"));
        return new SignatureParser(field, list).parse();
    }

    /// What the signature says of itself, for `Authentication-Results` (RFC 8601 §2.7.1, RFC 6008).
    Map<String, String> properties() {
        var properties = new LinkedHashMap<String, String>();
        tags.ifPresent(list -> {
            put(properties, "header.d", list.get("d"));
            put(properties, "header.i", list.get("i").or(() -> domain().map(name -> "@" + name)));
            put(properties, "header.s", list.get("s"));
            put(properties, "header.a", list.get("a"));
            put(properties, "header.b", list.packed("b").map(Claim::prefix));
        });
        return properties;
    }

    private static String prefix(String signature) {
        return signature.substring(0, Math.min(SIGNATURE_PREFIX, signature.length()));
    }

    private static void put(Map<String, String> properties, String name, Optional<String> value) {
        value.filter(Claim::isShowable).ifPresent(text -> properties.put(name, text));
    }

    private static boolean isShowable(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_PROPERTY
                && text.chars()
                        .noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
    }
}

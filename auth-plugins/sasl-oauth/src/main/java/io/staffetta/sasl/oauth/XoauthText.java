package io.staffetta.sasl.oauth;

/// The client's first message of XOAUTH2: `"user=" user %x01 "auth=Bearer " token %x01 %x01`.
final class XoauthText {

    private XoauthText() {}

    static Response read(String text) {
        return KeyValues.parse(text)
                .filter(pairs -> !pairs.values().isEmpty())
                .map(pairs -> pairs.credentials(pairs.values().getOrDefault("user", "")))
                .orElseGet(() -> new Response.Malformed("malformed key-value pairs"));
    }
}

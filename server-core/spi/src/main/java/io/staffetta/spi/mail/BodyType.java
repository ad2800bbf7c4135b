package io.staffetta.spi.mail;

/// What the client declared of the content (RFC 6152, RFC 3030).
public enum BodyType {
    /// Lines of ASCII; the default.
    SEVEN_BIT,
    /// Lines of octets, `BODY=8BITMIME`.
    EIGHT_BIT_MIME,
    /// Octets without lines, `BODY=BINARYMIME`; only by BDAT.
    BINARY_MIME
}

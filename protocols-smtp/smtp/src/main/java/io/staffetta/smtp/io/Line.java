package io.staffetta.smtp.io;

/// What came instead of, or as, a line.
public sealed interface Line {

    /// A line of printable characters.
    ///
    /// @param value without CRLF
    /// @param octets how many it took, with CRLF
    record Text(String value, int octets) implements Line {}

    /// A complete line with a control character or with octets that are not UTF-8.
    record Garbled() implements Line {}

    /// More octets than are kept of any line, and no end. [LineReader#skip] drops it.
    ///
    /// @param verb its first word, if it begins with a short one
    record TooLong(String verb) implements Line {}

    /// A CR without LF or an LF without CR, where that is not forgiven.
    record Bare() implements Line {}

    /// The first octet of another protocol, such as a TLS handshake in clear.
    record Foreign() implements Line {}

    /// The client has gone.
    record End() implements Line {}
}

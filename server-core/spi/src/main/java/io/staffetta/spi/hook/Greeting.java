package io.staffetta.spi.hook;

/// The client's greeting.
///
/// @param verb which command it was
/// @param name the name it gave, printable ASCII without spaces, or an address literal in brackets
public record Greeting(Verb verb, String name) {

    /// The greeting commands.
    public enum Verb {
        /// RFC 5321 §4.1.1.1, without extensions.
        HELO,
        /// RFC 5321 §4.1.1.1.
        EHLO,
        /// RFC 2033 §4.1.
        LHLO
    }
}

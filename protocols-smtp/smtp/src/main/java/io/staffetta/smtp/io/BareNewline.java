package io.staffetta.smtp.io;

/// What happens to a CR without LF or an LF without CR, in commands and in content.
public enum BareNewline {
    /// `521 5.5.2`, and the connection is closed without reading on.
    REJECT,
    /// It ends a line, and is stored as CRLF; it is never part of the end of data. A CR in a
    /// command stays an error.
    NORMALIZE
}

package io.staffetta.kernel.admin;

/// A part of a stored message.
public enum MessagePart {
    /// The header section, without the empty line behind it.
    HEADERS,
    /// The whole message: header section, empty line, body.
    CONTENT
}

package io.staffetta.spi.auth;

/// Who speaks first in an exchange (RFC 4422 §3, RFC 4954 §4).
public enum Opening {
    /// The client. Without an initial response the protocol sends an empty challenge to get one.
    CLIENT,
    /// The server. An initial response is an error; [SaslExchange#next] is first called with an
    /// empty array to get the first challenge.
    SERVER,
    /// The server, unless the client sends an initial response, which then is its first response.
    EITHER
}

package io.staffetta.spi.auth;

/// One run of a mechanism. Used by one thread, then dropped.
public interface SaslExchange {

    /// Takes the client's next response. If the client sent no initial response, the first call has
    /// an empty array for a mechanism in which the client speaks first: see [#expectsInitial()].
    ///
    /// @param response decoded octets, not kept after the call
    SaslStep next(byte[] response);

    /// Whether the client speaks first. If so and no initial response came with AUTH, the protocol
    /// sends an empty challenge (RFC 4954 §4); if not, an initial response is an error and [#next]
    /// is first called with an empty array to get the first challenge.
    boolean expectsInitial();
}

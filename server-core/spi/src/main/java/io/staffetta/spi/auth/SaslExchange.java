package io.staffetta.spi.auth;

/// One run of a mechanism. Used by one thread, then dropped.
public interface SaslExchange {

    /// Who speaks first.
    Opening opening();

    /// Takes the client's next response.
    ///
    /// @param response decoded octets, not kept after the call; empty in the first call if the
    ///   server speaks first
    SaslStep next(byte[] response);
}

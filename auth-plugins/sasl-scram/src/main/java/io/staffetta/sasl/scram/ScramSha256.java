package io.staffetta.sasl.scram;

import io.staffetta.spi.host.Server;

import jakarta.inject.Inject;

/// SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 7677).
public final class ScramSha256 extends ScramComponent {

    @Inject
    public ScramSha256(ScramSettings settings, Server server) {
        super(ScramHash.SHA_256, settings, server.data());
    }
}

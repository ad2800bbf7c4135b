package io.staffetta.sasl.scram;

import io.staffetta.spi.host.Server;

import jakarta.inject.Inject;

/// SCRAM-SHA-1 and SCRAM-SHA-1-PLUS (RFC 5802).
public final class ScramSha1 extends ScramComponent {

    @Inject
    public ScramSha1(ScramSettings settings, Server server) {
        super(ScramHash.SHA_1, settings, server.data());
    }
}

package io.staffetta.sasl.scram;

import io.staffetta.spi.host.Server;

import jakarta.inject.Inject;

/// SCRAM-SHA-512 and SCRAM-SHA-512-PLUS (draft-melnikov-scram-sha-512).
public final class ScramSha512 extends ScramComponent {

    @Inject
    public ScramSha512(ScramSettings settings, Server server) {
        super(ScramHash.SHA_512, settings, server.data());
    }
}

package io.staffetta.remote.client;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// PLAIN (RFC 4616).
record PlainClient(Credentials credentials) implements SaslClientMechanism {

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public Optional<byte[]> initial() {
        var message = "\0" + credentials.user() + "\0" + credentials.password().reveal();
        return Optional.of(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> answer(byte[] challenge) {
        return Optional.empty();
    }
}

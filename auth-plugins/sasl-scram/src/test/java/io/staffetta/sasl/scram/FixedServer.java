package io.staffetta.sasl.scram;

import io.staffetta.spi.host.Server;
import io.staffetta.testkit.FixedAccounts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A server of which only the data directory matters.
record FixedServer(Path data) implements Server {

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public String version() {
        return "test";
    }

    @Override
    public Path configuration() {
        return data;
    }

    /// A mechanism with the iterations of [FixedAccounts] that was started here.
    ScramComponent started(ScramHash hash) {
        return started(
                hash, new ScramSettings(0, List.of(), FixedAccounts.SCRAM_ITERATIONS, 0, null));
    }

    ScramComponent started(ScramHash hash, ScramSettings settings) {
        var component =
                switch (hash) {
                    case SHA_1 -> new ScramSha1(settings, this);
                    case SHA_256 -> new ScramSha256(settings, this);
                    case SHA_512 -> new ScramSha512(settings, this);
                };
        try {
            component.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return component;
    }
}

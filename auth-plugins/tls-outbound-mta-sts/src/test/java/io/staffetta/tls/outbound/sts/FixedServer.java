package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

record FixedServer(Path configuration) implements Server {

    @Override
    public String hostname() {
        return "mail.example.org";
    }

    @Override
    public String version() {
        return "test";
    }

    @Override
    public Path data() {
        return configuration.resolve("data");
    }
}

package io.staffetta.acme;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

record TestServer(Path configuration) implements Server {

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

    Path certificate(String file) {
        return data().resolve("certificates").resolve(file);
    }
}

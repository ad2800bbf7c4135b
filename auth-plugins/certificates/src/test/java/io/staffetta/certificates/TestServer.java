package io.staffetta.certificates;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

record TestServer(Path configuration, String hostname) implements Server {

    @Override
    public String version() {
        return "test";
    }

    @Override
    public Path data() {
        return configuration.resolve("data");
    }
}

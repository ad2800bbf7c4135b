package io.staffetta.maildir;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

record TestServer(Path data) implements Server {

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
}

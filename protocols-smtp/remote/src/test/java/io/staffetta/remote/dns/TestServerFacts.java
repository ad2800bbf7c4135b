package io.staffetta.remote.dns;

import io.staffetta.spi.host.Server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// What tests say of this server.
///
/// @param hostname of this server
/// @param listening its listeners
public record TestServerFacts(String hostname, List<InetSocketAddress> listening)
        implements Server {

    public static final TestServerFacts NOBODY = new TestServerFacts("us.example.net", List.of());

    @Override
    public String version() {
        return "0";
    }

    @Override
    public Path data() {
        return Path.of("data");
    }

    @Override
    public Path configuration() {
        return Path.of("conf");
    }
}

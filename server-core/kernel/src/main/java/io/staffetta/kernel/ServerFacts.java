package io.staffetta.kernel;

import io.staffetta.spi.host.Server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// See [Server].
///
/// @param open asked each time for the listeners that are open now
record ServerFacts(
        String hostname,
        String version,
        Path data,
        Path configuration,
        Supplier<List<InetSocketAddress>> open)
        implements Server {

    @Override
    public List<InetSocketAddress> listening() {
        return open.get();
    }
}

package io.staffetta.spi.host;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// Facts about the server; injected.
public interface Server {

    /// The fully qualified name the server goes by: banner, HELO, `Received`.
    String hostname();

    /// Version of the server.
    String version();

    /// Where the server keeps its data; exists. A component uses a folder of its own name in it
    /// unless its settings say otherwise; relative paths of settings start at [#configuration()]
    /// for what is read and here for what is written.
    Path data();

    /// The folder of the configuration file; relative paths of files to be read start here.
    Path configuration();

    /// The addresses the listeners are bound to now, as bound: a wildcard address stands for every
    /// address of the machine. Follows reloads.
    default List<InetSocketAddress> listening() {
        return List.of();
    }
}

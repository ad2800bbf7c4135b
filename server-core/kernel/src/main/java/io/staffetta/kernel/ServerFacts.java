package io.staffetta.kernel;

import io.staffetta.spi.host.Server;

import java.nio.file.Path;

/// See [Server].
record ServerFacts(String hostname, String version, Path data, Path configuration)
        implements Server {}

package io.staffetta.acme;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.spi.tls.Authorities;
import io.staffetta.testkit.FreePort;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Let's Encrypt's small ACME server, started by a test.
final class Pebble implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/pebble");

    private final HttpsIdentity identity;
    private final int port;
    private final int managementPort;
    private final int httpPort;
    private final int tlsPort;
    private final Path config;
    private final String dnsServer;
    private RunningProgram program;

    private Pebble(Path folder, String dnsServer, String more) throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "pebble is not installed");
        this.dnsServer = dnsServer;
        identity = HttpsIdentity.in(folder);
        port = freePort();
        managementPort = freePort();
        httpPort = freePort();
        tlsPort = freePort();
        config = folder.resolve("pebble.json");
        Files.writeString(
                config,
                """
                {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
                "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": %d%s}}
                """
                        .formatted(
                                port,
                                managementPort,
                                identity.chain(),
                                identity.key(),
                                httpPort,
                                tlsPort,
                                more));
    }

    /// @param dnsServer where names are looked up
    static Pebble start(Path folder, String dnsServer) throws Exception {
        var pebble = prepare(folder, dnsServer, "");
        pebble.start(Map.of());
        return pebble;
    }

    /// @param more of its configuration, beginning with a comma
    static Pebble prepare(Path folder, String dnsServer, String more) throws Exception {
        return new Pebble(folder, dnsServer, more);
    }

    void start(Map<String, String> environment) throws Exception {
        var builder =
                new ProcessBuilder(
                        PROGRAM.toString(), "-config", config.toString(), "-dnsserver", dnsServer);
        builder.environment().put("PEBBLE_VA_NOSLEEP", "1");
        builder.environment().put("PEBBLE_WFE_NONCEREJECT", "0");
        builder.environment().put("PEBBLE_AUTHZREUSE", "0");
        builder.environment().putAll(environment);
        program = RunningProgram.start(builder);
        program.await("ACME directory available at");
    }

    URI directory() {
        return URI.create("https://127.0.0.1:" + port + "/dir");
    }

    Path caFile() {
        return identity.chain();
    }

    int httpPort() {
        return httpPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    /// How many orders were made.
    long orders() {
        return program.count("Added order");
    }

    /// How many accounts were made.
    long accounts() {
        return program.count("There are now \\d+ accounts");
    }

    /// The root of the certificates it issues.
    Path root(Path file) throws Exception {
        var trust = Authorities.context(identity.chain());
        try (var client = HttpClient.newBuilder().sslContext(trust).build()) {
            var uri = URI.create("https://127.0.0.1:" + managementPort + "/roots/0");
            var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            return Files.writeString(file, client.send(request, BodyHandlers.ofString()).body());
        }
    }

    static int freePort() {
        return FreePort.any();
    }

    void stop() {
        program.close();
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}

package io.staffetta.distribution.e2e;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Let's Encrypt's small ACME server, that really asks for what proves a name.
final class Pebble implements AutoCloseable {

    private final PeerFolder folder;
    private final Issued authority = Issued.authority("Whoever runs the ACME server");
    private final String dnsServer;
    private final int port = FreePort.any();
    private final int managementPort = FreePort.any();
    private final int httpPort = FreePort.any();
    private final int tlsPort = FreePort.any();
    private @Nullable PeerProcess process;

    /// @param dnsServer where names are looked up
    Pebble(String dnsServer) {
        this.folder = PeerFolder.create("pebble");
        this.dnsServer = dnsServer;
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "pebble");
    }

    void start() {
        var identity = authority.issue("localhost").write(folder.resolve("identity.pem"));
        var configuration =
                folder.write(
                        "pebble.json",
                        """
                        {"pebble": {"listenAddress": "127.0.0.1:%d",
                        "managementListenAddress": "127.0.0.1:%d",
                        "certificate": "%4$s", "privateKey": "%4$s",
                        "httpPort": %3$d, "tlsPort": %5$d}}
                        """
                                .formatted(port, managementPort, httpPort, identity, tlsPort));
        process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of(
                                "env",
                                "PEBBLE_VA_NOSLEEP=1",
                                "pebble",
                                "-config",
                                configuration.toString(),
                                "-dnsserver",
                                dnsServer),
                        port);
    }

    /// Settings of the service that obtains certificates here.
    String settings() {
        var authorityFile = folder.write("authority.pem", authority.pem());
        return """
        <directory>https://localhost:%d/dir</directory>
        <ca-file>%s</ca-file>
        <terms-agreed>true</terms-agreed>
        <http-bind>127.0.0.1:%d</http-bind>
        <tls-alpn-bind>127.0.0.1:%d</tls-alpn-bind>
        <poll-interval>100ms</poll-interval>
        <retry-min>1s</retry-min><retry-max>1s</retry-max>
        """
                .formatted(port, authorityFile, httpPort, tlsPort);
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        folder.close();
    }
}

package io.staffetta.distribution.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A name server of its own: Knot DNS with zones of the test.
final class Knot implements AutoCloseable {

    private final PeerFolder folder;
    private final PeerProcess process;
    private final int port;

    private Knot(PeerFolder folder, PeerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "knotd");
    }

    /// Starts it.
    ///
    /// @param zones the records of each, without SOA and NS; what it does not serve it refuses
    static Knot start(Map<String, String> zones) {
        var folder = PeerFolder.create("knot");
        zones.forEach((zone, records) -> folder.write(zone + ".zone", apex(zone) + records));
        int port = FreePort.any();
        var configuration =
                folder.write(
                        "knot.conf",
                        """
                        server:
                          rundir: %1$s
                          listen: 127.0.0.1@%2$d
                          udp-workers: 1
                          tcp-workers: 1
                          background-workers: 1
                        log:
                        - target: stdout
                          any: info
                        database:
                          storage: %1$s
                        template:
                        - id: default
                          storage: %1$s
                          journal-content: none
                        zone:
                        """
                                        .formatted(folder.path(), port)
                                + zones.keySet().stream()
                                        .map(zone -> "- domain: " + zone + "\n")
                                        .collect(Collectors.joining()));
        var process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of("knotd", "-c", configuration.toString()),
                        port);
        return new Knot(folder, process, port);
    }

    /// As a `<servers>` of a route.
    String address() {
        return "127.0.0.1:" + port;
    }

    String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private static String apex(String zone) {
        return """
        $ORIGIN %s.
        $TTL 60
        @ SOA ns hostmaster 1 3600 600 86400 60
        @ NS ns
        ns A 127.0.0.1
        """
                .formatted(zone);
    }
}

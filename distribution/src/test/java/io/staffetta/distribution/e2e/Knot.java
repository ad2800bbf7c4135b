package io.staffetta.distribution.e2e;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A name server of its own: Knot DNS with zones of the test.
final class Knot implements AutoCloseable {

    private final PeerFolder folder;
    private final PeerProcess process;
    private final int port;
    private int serial = 1;

    private Knot(PeerFolder folder, PeerProcess process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "knotd", "knotc");
    }

    /// Starts it.
    ///
    /// @param zones the records of each, without SOA and NS; `.` is the root. What it does not
    ///   serve it refuses, and with a zone it cannot read it fails (SERVFAIL)
    static Knot start(Map<String, String> zones) {
        var folder = PeerFolder.create("knot");
        zones.forEach((zone, records) -> folder.write(file(zone), zone(zone, 1, records)));
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
                                        .map(zone ->
                                                "- domain: %s\n  file: %s\n"
                                                        .formatted(zone, file(zone)))
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

    int port() {
        return port;
    }

    /// Serves other records of a zone.
    void change(String zone, String records) {
        serial++;
        folder.write(file(zone), zone(zone, serial, records));
        var configuration = folder.resolve("knot.conf").toString();
        var reloaded = Command.of("knotc", "-c", configuration, "-b", "zone-reload", zone).run();
        if (reloaded.exitCode() != 0) {
            throw new IllegalStateException(reloaded.mergeErr().out() + log());
        }
    }

    String log() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private static String file(String zone) {
        return (zone.equals(".") ? "root" : zone) + ".zone";
    }

    private static String zone(String zone, int serial, String records) {
        return """
        $ORIGIN %s
        $TTL 60
        @ SOA ns hostmaster %d 3600 600 86400 60
        @ NS ns
        ns A 127.0.0.1
        %s
        """
                .formatted(zone.equals(".") ? "." : zone + ".", serial, records);
    }
}

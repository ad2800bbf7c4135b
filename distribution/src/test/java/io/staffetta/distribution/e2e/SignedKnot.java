package io.staffetta.distribution.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Knot DNS with zones from the root down, signed with DNSSEC. It answers like a resolver that
/// knows them all.
final class SignedKnot implements AutoCloseable {

    /// How a zone is signed, and whether its parent says so.
    enum Kind {
        SIGNED,
        UNSIGNED,
        /// Signed, but not with the key that the parent names.
        BOGUS
    }

    /// @param name with the dot at its end
    /// @param parent empty for the root
    /// @param records without SOA and NS
    record Zone(String name, String parent, Kind kind, String records) {

        private String file() {
            return name.equals(".") ? "root.zone" : name + "zone";
        }

        private String configuration() {
            var signing = "  dnssec-signing: on\n  dnssec-policy: it\n";
            return "- domain: \"%s\"\n  file: \"%s\"\n%s"
                    .formatted(name, file(), kind == Kind.UNSIGNED ? "" : signing);
        }
    }

    private final PeerFolder folder = PeerFolder.create("knot");
    private final int port = FreePort.any();
    private final List<Zone> zones;
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final PeerProcess process;
    private int serial = 1;

    private SignedKnot(List<Zone> zones) {
        this.zones = zones;
        folder.write("knot.conf", configuration());
        for (var zone : zones) {
            if (zone.kind() != Kind.UNSIGNED) {
                run("keymgr", zone.name(), "generate", "algorithm=13", "ksk=yes", "zsk=yes");
                keys.put(zone.name(), ds(run("keymgr", zone.name(), "ds")));
            }
        }
        folder.write("anchors.zone", keys.get(".") + "\n");
        zones.forEach(zone -> write(zone, zone.records()));
        process =
                PeerProcess.start(
                        folder.resolve("output"),
                        List.of("knotd", "-c", folder.resolve("knot.conf").toString()),
                        port);
        zones.forEach(zone ->
                Patience.until(
                        () -> process.output().contains("[" + zone.name() + "] loaded"),
                        () -> zone.name() + " is not served: " + process.output()));
    }

    static void assumeInstalled() {
        PeerProcess.needs(false, "knotd", "keymgr", "knotc");
    }

    /// @param zones parents before their children
    static SignedKnot start(List<Zone> zones) {
        return new SignedKnot(zones);
    }

    /// As a name server in settings.
    String address() {
        return "127.0.0.1:" + port;
    }

    /// File of the trust anchor.
    String anchors() {
        return folder.resolve("anchors.zone").toString();
    }

    /// Serves other records in an unsigned zone.
    void change(String zone, String records) {
        serial++;
        zones.stream()
                .filter(each -> each.name().equals(zone))
                .forEach(each -> write(each, records));
        run("knotc", "-b", "zone-reload", zone);
    }

    @Override
    public void close() {
        process.close();
        folder.close();
    }

    private void write(Zone zone, String records) {
        var text = new StringBuilder("$ORIGIN %s\n$TTL 1\n".formatted(zone.name()));
        text.append("@ SOA ns.test. hostmaster.test. %d 3600 600 86400 1\n".formatted(serial));
        text.append("@ NS ns.test.\n");
        for (var child : zones) {
            if (child.parent().equals(zone.name())) {
                text.append(child.name()).append(" NS ns.test.\n");
                var ds = keys.getOrDefault(child.name(), "");
                text.append(child.kind() == Kind.BOGUS ? spoiled(ds) : ds).append('\n');
            }
        }
        folder.write(zone.file(), text.append(records).toString());
    }

    private static String spoiled(String ds) {
        return ds.substring(0, ds.length() - 1) + (ds.endsWith("0") ? '1' : '0');
    }

    /// The line with the digest SHA-256.
    private static String ds(String output) {
        return output.lines()
                .filter(line -> line.matches(".* DS \\d+ 13 2 [0-9a-fA-F]+"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(output));
    }

    private String run(String program, String... words) {
        var command = new ArrayList<>(List.of(program, "-c"));
        command.add(folder.resolve("knot.conf").toString());
        command.addAll(List.of(words));
        var run = Command.of(command.toArray(String[]::new)).run();
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.mergeErr().out());
        }
        return run.out();
    }

    private String configuration() {
        return """
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
        policy:
        - id: it
          manual: on
          single-type-signing: on
        template:
        - id: default
          storage: %1$s
          zonefile-sync: -1
          zonefile-load: whole
          journal-content: none
        zone:
        """
                        .formatted(folder.path(), port)
                + zones.stream().map(Zone::configuration).collect(Collectors.joining());
    }
}

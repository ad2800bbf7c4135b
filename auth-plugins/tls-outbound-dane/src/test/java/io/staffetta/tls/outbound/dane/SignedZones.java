package io.staffetta.tls.outbound.dane;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.staffetta.testkit.FreePort;

import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Zones from the root down, served and signed by Knot DNS. It answers like a resolver that knows
/// them all.
final class SignedZones implements AutoCloseable {

    private static final Path KNOTD = Path.of("/usr/sbin/knotd");
    private static final Path KEYMGR = Path.of("/usr/sbin/keymgr");

    /// How a zone is signed, and whether its parent says so.
    enum Kind {
        SIGNED,
        SIGNED_NSEC3,
        OPT_OUT,
        UNSIGNED,
        /// Signed, but not with the key that the parent names.
        BOGUS
    }

    /// @param parent empty for the root
    record Zone(String name, String parent, Kind kind, String records) {}

    private final Path folder;
    private final int port;
    private final Process process;

    private SignedZones(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// @param zones parents before their children
    static SignedZones start(Path folder, List<Zone> zones) throws Exception {
        assumeTrue(Files.isExecutable(KNOTD), "the package knot is not installed: no " + KNOTD);
        int port = FreePort.any();
        var configuration =
                Files.writeString(folder.resolve("knot.conf"), conf(folder, port, zones));
        var keys = new LinkedHashMap<String, String>();
        for (var zone : zones) {
            if (zone.kind() != Kind.UNSIGNED) {
                run(
                        folder,
                        zone.name(),
                        "generate",
                        "algorithm=ECDSAP256SHA256",
                        "ksk=yes",
                        "zsk=yes");
                keys.put(zone.name(), ds(run(folder, zone.name(), "ds")));
            }
        }
        Files.writeString(folder.resolve("anchors.zone"), keys.get(".") + "\n");
        for (var zone : zones) {
            Files.writeString(folder.resolve(file(zone)), text(zone, zones, keys));
        }
        var process =
                new ProcessBuilder(KNOTD.toString(), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("knotd.log").toFile())
                        .start();
        var started = new SignedZones(folder, port, process);
        try {
            started.await(zones);
        } catch (Exception e) {
            started.close();
            throw e;
        }
        return started;
    }

    /// File of the trust anchor.
    Path anchors() {
        return folder.resolve("anchors.zone");
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    /// As in settings.
    String server() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void await(List<Zone> zones) throws Exception {
        var resolver = new SimpleResolver(address());
        resolver.setTimeout(Duration.ofMillis(200));
        resolver.setEDNS(0, 1232, ExtendedFlags.DO);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var waiting = new ArrayList<>(zones);
        while (!waiting.isEmpty()) {
            if (System.nanoTime() - end > 0 || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(Files.readString(folder.resolve("knotd.log")));
            }
            waiting.removeIf(zone -> isServed(resolver, zone));
        }
    }

    private static boolean isServed(SimpleResolver resolver, Zone zone) {
        try {
            var question = Record.newRecord(Name.fromString(zone.name()), Type.SOA, DClass.IN);
            var response = resolver.send(Message.newQuery(question));
            return response.getRcode() == Rcode.NOERROR
                    && response.getHeader().getFlag(Flags.AA)
                    && (zone.kind() == Kind.UNSIGNED
                            || response.getSection(Section.ANSWER).stream()
                                    .anyMatch(record -> record.getType() == Type.RRSIG));
        } catch (IOException e) {
            return false;
        }
    }

    private static String text(Zone zone, List<Zone> zones, Map<String, String> keys) {
        var out = new StringBuilder();
        out.append("$ORIGIN ").append(zone.name()).append("\n$TTL 300\n");
        out.append("@ SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n@ NS ns.test.\n");
        for (var child : zones) {
            if (child.parent().equals(zone.name())) {
                out.append(child.name()).append(" NS ns.test.\n");
                var ds = keys.get(child.name());
                if (ds != null) {
                    out.append(child.kind() == Kind.BOGUS ? spoiled(ds) : ds).append('\n');
                }
            }
        }
        return out.append(zone.records()).toString();
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

    private static String run(Path folder, String zone, String... words) throws Exception {
        var command = new ArrayList<>(List.of(KEYMGR.toString(), "-c"));
        command.add(folder.resolve("knot.conf").toString());
        command.add(zone);
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
        return output;
    }

    private static String file(Zone zone) {
        return zone.name().equals(".") ? "root.zone" : zone.name() + "zone";
    }

    private static String conf(Path folder, int port, List<Zone> zones) {
        return """
        server:
            rundir: "%1$s"
            listen: [ "127.0.0.1@%2$d" ]
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
        database:
            storage: "%1$s"
        policy:
          - id: SIGNED
            manual: on
            single-type-signing: on
          - id: BOGUS
            manual: on
            single-type-signing: on
          - id: SIGNED_NSEC3
            manual: on
            single-type-signing: on
            nsec3: on
            nsec3-iterations: 0
          - id: OPT_OUT
            manual: on
            single-type-signing: on
            nsec3: on
            nsec3-opt-out: on
        template:
          - id: default
            storage: "%1$s"
            zonefile-sync: -1
            zonefile-load: whole
            journal-content: none
        log:
          - target: stderr
            any: info
        zone:
        """
                        .formatted(folder, port)
                + zones.stream().map(SignedZones::conf).collect(Collectors.joining());
    }

    private static String conf(Zone zone) {
        var signing =
                zone.kind() == Kind.UNSIGNED
                        ? ""
                        : "    dnssec-signing: on\n    dnssec-policy: " + zone.kind() + "\n";
        return "  - domain: \"%s\"\n    file: \"%s\"\n%s"
                .formatted(zone.name(), file(zone), signing);
    }
}

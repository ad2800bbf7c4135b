package io.staffetta.kernel.admin;

import io.staffetta.kernel.net.SocketText;
import io.staffetta.spi.spool.Spool;

import java.time.Instant;
import java.util.List;

/// How a server is.
///
/// @param version of the server
/// @param hostname name it goes by
/// @param started when it started
/// @param data where it keeps its data
/// @param listeners the open ones
/// @param connections open connections
/// @param queued messages that are not done
/// @param spool how full the spool is
/// @param certificates in use
/// @param readiness whether mail would be accepted now
public record ServerStatus(
        String version,
        String hostname,
        Instant started,
        String data,
        List<Listener> listeners,
        int connections,
        long queued,
        Spool.Status spool,
        List<CertificateInfo> certificates,
        Readiness readiness) {

    public ServerStatus {
        listeners = List.copyOf(listeners);
        certificates = List.copyOf(certificates);
    }

    /// An open listener.
    ///
    /// @param name its name
    /// @param address `192.0.2.1:25`, `[2001:db8::1]:25` or the path of a UNIX socket
    public record Listener(String name, String address) {}

    static ServerStatus of(ServerControl server, Instant now) {
        var facts = server.facts();
        return new ServerStatus(
                facts.version(),
                facts.hostname(),
                server.started(),
                facts.data().toString(),
                server.listeners().entrySet().stream()
                        .map(entry -> new Listener(entry.getKey(), SocketText.of(entry.getValue())))
                        .toList(),
                server.connections(),
                server.queue().size(),
                server.spool().status(),
                server.certificates().stream().map(CertificateInfo::of).toList(),
                Readiness.of(server, now));
    }
}

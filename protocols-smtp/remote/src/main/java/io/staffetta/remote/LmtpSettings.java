package io.staffetta.remote;

import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.DnsSettings;
import io.staffetta.remote.net.ConnectSettings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Settings of the transport `lmtp`. Either hosts or a socket is needed.
///
/// @param hosts servers, tried in this order: `[host]:port`; MX records are never asked
/// @param socket path of a UNIX socket
/// @param port where none is written; default 24
/// @param tls what the route demands: `none`, `may`, `encrypt` or `verify`; by default nothing.
///   None of it holds for a UNIX socket
/// @param heloName what to call this server; default its hostname
/// @param maxHosts servers tried for one message; default 5
/// @param replyLine octets of a reply line; at least 512, default 2048
/// @param replyLines lines of a reply; default 100
/// @param timeouts for each step
/// @param pool how connections are used again
/// @param connect how connections are made
/// @param dns how hosts are found
public record LmtpSettings(
        List<String> hosts,
        @Nullable Path socket,
        int port,
        @Nullable RouteTls tls,
        String heloName,
        int maxHosts,
        int replyLine,
        int replyLines,
        Timeouts timeouts,
        PoolSettings pool,
        ConnectSettings connect,
        DnsSettings dns)
        implements ClientSettings {

    public LmtpSettings {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        port = port == 0 ? 24 : port;
        heloName = Objects.requireNonNullElse(heloName, "");
        maxHosts = maxHosts == 0 ? 5 : maxHosts;
        replyLine = replyLine == 0 ? 2048 : replyLine;
        replyLines = replyLines == 0 ? 100 : replyLines;
        timeouts = Objects.requireNonNullElse(timeouts, Timeouts.DEFAULTS);
        pool = Objects.requireNonNullElse(pool, PoolSettings.DEFAULTS);
        connect = Objects.requireNonNullElse(connect, ConnectSettings.DEFAULTS);
        dns = Objects.requireNonNullElse(dns, DnsSettings.DEFAULTS);
        if (hosts.isEmpty() == (socket == null)) {
            throw new IllegalArgumentException("either host or socket is needed");
        }
        ClientSettings.check(port, maxHosts, replyLine, replyLines);
        for (var host : hosts) {
            Destination.parse(host, port);
        }
    }

    List<Destination> destinations() {
        return hosts.stream().map(host -> withoutMx(Destination.parse(host, port))).toList();
    }

    static Destination withoutMx(Destination destination) {
        return new Destination(destination.host(), destination.port(), false);
    }
}

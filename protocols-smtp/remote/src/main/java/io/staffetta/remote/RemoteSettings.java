package io.staffetta.remote;

import io.staffetta.remote.client.Credentials;
import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.DnsSettings;
import io.staffetta.remote.net.ConnectSettings;
import io.staffetta.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the transport `remote`.
///
/// @param hosts where all mail of the route goes, tried in this order: `[host]:port` or
///   `[address]:port`, or `domain` for its MX; by default the MX of each recipient's domain
/// @param port where none is written; default 25, with `implicit-tls` 465
/// @param tls what the route demands: `none`, `may`, `encrypt` or `verify`; by default nothing,
///   with `implicit-tls` `encrypt`, with a user `verify`
/// @param implicitTls whether TLS begins with the first octet (RFC 8314); it is then demanded
/// @param user to log in as; needs a password, and TLS
/// @param password of the user
/// @param heloName what to call this server; default its hostname
/// @param maxHosts servers tried for one message; default 5
/// @param replyLine octets of a reply line; at least 512, default 2048
/// @param replyLines lines of a reply; default 100
/// @param timeouts for each step
/// @param pool how connections are used again
/// @param connect how connections are made
/// @param dns how servers are found
public record RemoteSettings(
        List<String> hosts,
        int port,
        @Nullable RouteTls tls,
        boolean implicitTls,
        String user,
        @Nullable Secret password,
        String heloName,
        int maxHosts,
        int replyLine,
        int replyLines,
        Timeouts timeouts,
        PoolSettings pool,
        ConnectSettings connect,
        DnsSettings dns)
        implements ClientSettings {

    public RemoteSettings {
        hosts = hosts == null ? List.of() : List.copyOf(hosts);
        port = port == 0 ? (implicitTls ? 465 : 25) : port;
        user = Objects.requireNonNullElse(user, "");
        heloName = Objects.requireNonNullElse(heloName, "");
        maxHosts = maxHosts == 0 ? 5 : maxHosts;
        replyLine = replyLine == 0 ? 2048 : replyLine;
        replyLines = replyLines == 0 ? 100 : replyLines;
        timeouts = Objects.requireNonNullElse(timeouts, Timeouts.DEFAULTS);
        pool = Objects.requireNonNullElse(pool, PoolSettings.DEFAULTS);
        connect = Objects.requireNonNullElse(connect, ConnectSettings.DEFAULTS);
        dns = Objects.requireNonNullElse(dns, DnsSettings.DEFAULTS);
        ClientSettings.check(port, maxHosts, replyLine, replyLines);
        if (user.isEmpty() != (password == null || password.isEmpty())) {
            throw new IllegalArgumentException("user and password go together");
        }
        boolean clear = tls == RouteTls.NONE || tls == RouteTls.MAY;
        if (clear && (implicitTls || !user.isEmpty())) {
            throw new IllegalArgumentException(
                    "tls: must be encrypt or verify where implicit-tls or a user is given");
        }
        for (var host : hosts) {
            Destination.parse(host, port);
        }
    }

    /// The route's own demand, if it has one.
    Optional<RouteTls> demand() {
        if (tls != null) {
            return Optional.of(tls);
        }
        if (!user.isEmpty()) {
            // Whoever can put himself in between would get the password.
            return Optional.of(RouteTls.VERIFY);
        }
        return implicitTls ? Optional.of(RouteTls.ENCRYPT) : Optional.empty();
    }

    Optional<Credentials> credentials() {
        return password == null || user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(user, password));
    }

    /// Where the route sends all mail; empty for the MX of each recipient's domain.
    List<Destination> destinations() {
        return hosts.stream().map(host -> Destination.parse(host, port)).toList();
    }
}

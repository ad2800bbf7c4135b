package io.staffetta.remote.net;

import io.staffetta.remote.dns.MailHost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// Connects to servers by TCP: the addresses of a server are tried in their order, each a little
/// after the one before or at once when that has failed, and the first that stands wins (RFC 8305
/// §5). Used by many threads at once. An interrupt ends a call at once with
/// [java.io.InterruptedIOException]; the thread stays interrupted.
public final class Connector {

    private final ConnectSettings settings;

    /// Connects as the operator says.
    public Connector(ConnectSettings settings) {
        this.settings = settings;
    }

    /// Connects to any address of a server.
    ///
    /// @param limit for all addresses together, more than zero
    /// @throws ConnectFailure if none could be reached in time
    /// @throws IOException if interrupted
    public Connected connect(MailHost host, Duration limit) throws IOException {
        return connect(
                host.addresses().stream()
                        .map(address -> new InetSocketAddress(address, host.port()))
                        .toList(),
                limit);
    }

    /// Connects to one address.
    ///
    /// @param limit more than zero
    /// @throws ConnectFailure if it could not be reached in time
    /// @throws IOException if interrupted
    public Connected connect(InetAddress address, int port, Duration limit) throws IOException {
        return connect(List.of(new InetSocketAddress(address, port)), limit);
    }

    /// Connects to any of some addresses.
    ///
    /// @param addresses in the order to try, at least one
    /// @param limit for all addresses together, more than zero
    /// @throws ConnectFailure if none could be reached in time
    /// @throws IOException if interrupted
    public Connected connect(List<InetSocketAddress> addresses, Duration limit) throws IOException {
        try (var race = new ConnectionRace(addresses, settings)) {
            return race.winner(limit);
        }
    }
}

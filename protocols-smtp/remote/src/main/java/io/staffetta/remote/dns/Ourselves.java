package io.staffetta.remote.dns;

import io.staffetta.spi.host.Server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Tells whether a host is this server (RFC 5321 §5.1): mail for it would come back.
final class Ourselves {

    private static final int SMTP = 25;
    private static final long REFRESH = TimeUnit.SECONDS.toNanos(30);

    private final Server server;
    private volatile Interfaces interfaces = Interfaces.now();

    Ourselves(Server server) {
        this.server = server;
    }

    /// @param exchanger named in an MX record like us, or on a port of ours
    /// @param addresses all of the host's
    boolean include(Exchanger exchanger, List<InetAddress> addresses, int port) {
        var listening =
                server.listening().stream()
                        .filter(bound -> bound.getPort() == port && !bound.isUnresolved())
                        .toList();
        if (exchanger.name().equalsIgnoreCase(server.hostname())) {
            return exchanger.mx() || port == SMTP || !listening.isEmpty();
        }
        return addresses.stream().anyMatch(address -> isBound(address, listening));
    }

    private boolean isBound(InetAddress address, List<InetSocketAddress> listening) {
        return listening.stream()
                .map(InetSocketAddress::getAddress)
                .anyMatch(bound ->
                        bound.isAnyLocalAddress() ? isLocal(address) : bound.equals(address));
    }

    private boolean isLocal(InetAddress address) {
        if (System.nanoTime() - interfaces.since() > REFRESH) {
            interfaces = Interfaces.now();
        }
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || interfaces.addresses().contains(address);
    }

    /// The addresses of this machine. To ask for them takes long enough not to do it each time.
    private record Interfaces(Set<InetAddress> addresses, long since) {

        static Interfaces now() {
            try {
                return new Interfaces(
                        NetworkInterface.networkInterfaces()
                                .flatMap(NetworkInterface::inetAddresses)
                                .collect(Collectors.toUnmodifiableSet()),
                        System.nanoTime());
            } catch (SocketException e) {
                return new Interfaces(Set.of(), System.nanoTime());
            }
        }
    }
}

package io.staffetta.kernel;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.ServerConfig;
import io.staffetta.kernel.records.HostFacts;
import io.staffetta.spi.protocol.Protocol.AuthUse;
import io.staffetta.spi.tls.Certificates;
import io.staffetta.spi.tls.TlsTerms;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What others see of the server. Behind a translation of addresses that may be something else.
///
/// @param config the configuration in force
/// @param generation empty while the server does not run: certificates and protocols are not loaded
///   then
record PublicHost(ServerConfig config, Optional<Generation> generation) {

    HostFacts facts() {
        return new HostFacts(
                config.hostname(),
                addresses(),
                services(),
                generation.map(
                        one -> one.certificates().map(Certificates::current).orElse(List.of())));
    }

    private List<InetAddress> addresses() {
        return binds().map(InetSocketAddress::getAddress)
                .flatMap(address -> address.isAnyLocalAddress() ? interfaces() : Stream.of(address))
                .filter(HostFacts::isPublic)
                .distinct()
                .toList();
    }

    private Stream<InetSocketAddress> binds() {
        return config.listeners().stream()
                .map(ListenerConfig::bind)
                .filter(Bind.Tcp.class::isInstance)
                .map(bind -> ((Bind.Tcp) bind).address());
    }

    private static Stream<InetAddress> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    // An address of IPv6 comes with its interface.
                    .map(address ->
                            InetAddress.ofLiteral(address.getHostAddress().replaceAll("%.*", "")));
        } catch (SocketException e) {
            return Stream.empty();
        }
    }

    private List<HostFacts.Service> services() {
        return config.listeners().stream()
                .flatMap(listener ->
                        generation.flatMap(one -> one.service(listener.name())).stream()
                                .filter(service -> service.policy().authUse() == AuthUse.REQUIRED)
                                .flatMap(service -> service(listener, service).stream()))
                .distinct()
                .toList();
    }

    private static Optional<HostFacts.Service> service(
            ListenerConfig listener, ListenerService service) {
        if (!(listener.bind() instanceof Bind.Tcp(var address))) {
            return Optional.empty();
        }
        return switch (service.tls().terms(listener.name()).start()) {
            case TlsTerms.Start.NEVER -> Optional.empty();
            case TlsTerms.Start.STARTTLS ->
                    Optional.of(HostFacts.Service.submission(address.getPort()));
            case TlsTerms.Start.IMPLICIT ->
                    Optional.of(HostFacts.Service.submissions(address.getPort()));
        };
    }
}

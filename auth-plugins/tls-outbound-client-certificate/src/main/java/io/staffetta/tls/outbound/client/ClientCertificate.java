package io.staffetta.tls.outbound.client;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

import javax.net.ssl.X509ExtendedKeyManager;

/// Has no opinion of what must hold for a connection; only shows who we are.
public final class ClientCertificate implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final ClientKeys keys;

    @Inject
    public ClientCertificate(
            ClientCertificateSettings settings, Server server, InstantSource clock) {
        nextHops = settings.nextHops();
        keys =
                new ClientKeys(
                        settings.files(server.configuration()), settings.checkInterval(), clock);
    }

    @Override
    public void start() throws IOException {
        keys.load();
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        return Optional.empty();
    }

    /// Who forges an MX record does not get to see who we are.
    @Override
    public Optional<X509ExtendedKeyManager> clientCertificates(NextHop nextHop) {
        return nextHops.includeSurely(nextHop) ? Optional.of(keys) : Optional.empty();
    }
}

package io.staffetta.tls.mutual;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.TlsPolicy;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import jakarta.inject.Inject;

import java.io.IOException;
import java.time.InstantSource;

/// TLS with certificates of clients, judged by authorities of the operator's choice.
public final class MutualTls implements TlsPolicy {

    private final OcspClient ocsp;
    private final WatchedTrust trust;
    private final TlsTerms terms;

    @Inject
    public MutualTls(MutualTlsSettings settings, Server server, InstantSource clock) {
        ocsp = new OcspClient(settings, clock);
        trust = new WatchedTrust(settings, server.configuration(), ocsp, clock);
        terms =
                new TlsTerms(
                        settings.start(),
                        settings.start() == Start.IMPLICIT ? Required.MAIL : settings.before(),
                        settings.clientCertificate(),
                        trust);
    }

    @Override
    public void start() throws IOException {
        trust.start();
    }

    @Override
    public TlsTerms terms(String listener) {
        return terms;
    }

    @Override
    public void close() {
        ocsp.close();
    }
}

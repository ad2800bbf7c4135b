package io.staffetta.sasl.external;

import io.staffetta.spi.auth.SaslContext;
import io.staffetta.spi.auth.SaslExchange;
import io.staffetta.spi.auth.SaslMechanism;
import io.staffetta.spi.tls.TlsFacts;

import jakarta.inject.Inject;

import java.util.Optional;

/// EXTERNAL (RFC 4422 appendix A): who showed a certificate in the TLS handshake is its owner.
public final class ExternalMechanism implements SaslMechanism {

    private final ExternalSettings settings;

    @Inject
    public ExternalMechanism(ExternalSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "EXTERNAL";
    }

    @Override
    public boolean exposesPassword() {
        return false;
    }

    @Override
    public boolean isAvailable(SaslContext context) {
        return certificate(context).isPresent();
    }

    @Override
    public SaslExchange start(SaslContext context) {
        return new ExternalExchange(
                new Owners(settings),
                settings.maxResponse(),
                context.accounts(),
                certificate(context));
    }

    /// The client's own certificate, if it was verified.
    private static Optional<ClientCertificate> certificate(SaslContext context) {
        return context.tls()
                .filter(TlsFacts::clientVerified)
                .flatMap(tls -> tls.clientCertificates().stream().findFirst())
                .map(ClientCertificate::new);
    }
}

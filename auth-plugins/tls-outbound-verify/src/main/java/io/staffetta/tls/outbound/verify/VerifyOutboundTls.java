package io.staffetta.tls.outbound.verify;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.Authorities;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.NextHops;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509ExtendedTrustManager;

/// TLS with a certificate of a known authority, for a known name.
public final class VerifyOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final Set<String> names;
    private final VerifyOutboundTlsSettings.Match match;
    private final Optional<Path> authorities;
    private final String reason;

    /// Set by [#start()]; one for all answers, or connections could not be shared.
    private volatile @Nullable X509ExtendedTrustManager trust;

    @Inject
    public VerifyOutboundTls(VerifyOutboundTlsSettings settings, Server server) {
        nextHops = settings.nextHops();
        names = settings.certificateNames();
        match = Objects.requireNonNullElse(settings.match(), VerifyOutboundTlsSettings.Match.HOST);
        authorities = settings.caFile().map(server.configuration()::resolve);
        reason = "configured for " + nextHops;
    }

    @Override
    public void start() throws IOException {
        if (authorities.isPresent()) {
            trust = Authorities.read(authorities.get());
        }
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        if (!nextHops.include(nextHop)) {
            return Optional.empty();
        }
        return Optional.of(
                new OutboundTerms("verify", Level.VERIFY, reason, names(nextHop), trust, null));
    }

    private Set<String> names(NextHop hop) {
        if (!names.isEmpty()) {
            return names;
        }
        return switch (match) {
            case HOST -> hop.mx() ? Set.of(hop.host()) : both(hop.host(), hop.destination());
            case DESTINATION ->
                    hop.destination().startsWith("[")
                            ? Set.of(hop.destination())
                            : both(hop.destination(), "." + hop.destination());
        };
    }

    private static Set<String> both(String one, String other) {
        var both = new HashSet<String>();
        both.add(one);
        both.add(other);
        return both;
    }
}

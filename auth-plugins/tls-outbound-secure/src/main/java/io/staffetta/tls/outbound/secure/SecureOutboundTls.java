package io.staffetta.tls.outbound.secure;

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
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.X509ExtendedTrustManager;

/// TLS with a certificate of a known authority for the destination itself: DNS has no say.
public final class SecureOutboundTls implements OutboundTlsPolicy {

    private final NextHops nextHops;
    private final Set<String> names;
    private final Optional<Path> authorities;
    private final String reason;

    /// Set by [#start()]; one for all answers, or connections could not be shared.
    private volatile @Nullable X509ExtendedTrustManager trust;

    @Inject
    public SecureOutboundTls(SecureOutboundTlsSettings settings, Server server) {
        nextHops = settings.nextHops();
        names = settings.certificateNames();
        authorities = settings.caFile().map(server.configuration()::resolve);
        reason = "configured for " + nextHops;
    }

    @Override
    public void start() throws IOException {
        if (authorities.isPresent()) {
            trust = Authorities.read(authorities.get());
        }
    }

    /// A destination that is named is meant, whatever host DNS says it has.
    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) {
        if (!nextHops.include(nextHop)) {
            return Optional.empty();
        }
        return Optional.of(
                new OutboundTerms("secure", Level.VERIFY, reason, names(nextHop), trust, null));
    }

    private Set<String> names(NextHop hop) {
        if (!names.isEmpty()) {
            return names;
        }
        return hop.destination().startsWith("[")
                ? Set.of(hop.destination())
                : Set.of(hop.destination(), "." + hop.destination());
    }
}

package io.staffetta.tls.outbound.sts;

import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.Authorities;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.tls.outbound.sts.dns.Resolver;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.net.ssl.X509ExtendedTrustManager;

/// What destinations publish over HTTPS (RFC 8461).
public final class MtaSts implements OutboundTlsPolicy {

    /// So that `mta-sts.` and `_mta-sts.` may stand before it; the last label is no number, or it
    /// is an address.
    private static final int LONGEST_DOMAIN = 244;

    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*+[a-z][a-z0-9-]{0,62}");

    private final MtaStsSettings settings;
    private final Server server;
    private final TlsObserver observer;
    private final InstantSource clock;
    private volatile @Nullable StsTerms terms;

    @Inject
    public MtaSts(
            MtaStsSettings settings, Server server, TlsObserver observer, InstantSource clock) {
        this.settings = settings;
        this.server = server;
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public Precedence precedence() {
        return Precedence.MTA_STS;
    }

    @Override
    public void start() throws IOException {
        var folder =
                new PolicyFolder(server.data().resolve(settings.folder()), settings.maxCached());
        folder.open(clock.instant());
        var resolver =
                new Resolver(
                        settings.nameserverAddresses(),
                        settings.dnsTimeout(),
                        settings.dnsAttempts(),
                        settings.dnsDeadline());
        var fetch =
                new PolicyFetch(
                        settings,
                        new PolicyServer(resolver, settings.allowLoopback()),
                        authorities(settings.policyCaFile()));
        var shelf = new PolicyShelf(folder, settings, clock);
        var lookup =
                new PolicyLookup(
                        settings,
                        new Discovery(resolver, settings.dnsDeadline()),
                        fetch,
                        shelf,
                        observer,
                        clock);
        terms =
                new StsTerms(
                        new Policies(settings, shelf, lookup, clock),
                        observer,
                        authorities(settings.caFile()));
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) throws IOException, InterruptedException {
        if (!isForDomain(nextHop) || !settings.concern(nextHop)) {
            return Optional.empty();
        }
        var started = terms;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return started.of(nextHop);
    }

    /// Whether it is a server of a domain: learnt from its MX records, or the domain itself, which
    /// is its own server if it has none. Other hosts were named by the operator.
    private static boolean isForDomain(NextHop hop) {
        return (hop.mx() || hop.host().equals(hop.destination()))
                && hop.destination().length() <= LONGEST_DOMAIN
                && DOMAIN.matcher(hop.destination()).matches();
    }

    private @Nullable X509ExtendedTrustManager authorities(Optional<Path> file) throws IOException {
        return file.isEmpty() ? null : Authorities.read(server.configuration().resolve(file.get()));
    }
}

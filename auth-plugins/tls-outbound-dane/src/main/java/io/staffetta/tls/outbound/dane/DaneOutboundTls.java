package io.staffetta.tls.outbound.dane;

import io.staffetta.dns.Deadline;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.tls.NextHop;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTlsPolicy;
import io.staffetta.spi.tls.PublishedTls;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.spi.tls.TlsOutcome;
import io.staffetta.tls.outbound.dane.dns.DnsFailure;
import io.staffetta.tls.outbound.dane.dns.SecureDns;
import io.staffetta.tls.outbound.dane.dns.TrustAnchors;
import io.staffetta.tls.outbound.dane.tlsa.TlsaRecords;
import io.staffetta.tls.outbound.dane.tlsa.TlsaTrust;

import jakarta.inject.Inject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// TLS with the certificate that the destination published in DNS, signed with DNSSEC (RFC 7672).
public final class DaneOutboundTls implements OutboundTlsPolicy {

    private static final String NAME = "dane";

    private final DaneSettings settings;
    private final Scope scope;
    private final Optional<Path> anchors;
    private final TlsObserver observer;
    private final Clock clock;

    /// Set by [#start()].
    private volatile @Nullable SecureDns dns;

    @Inject
    public DaneOutboundTls(DaneSettings settings, Server server, TlsObserver observer) {
        this(settings, server, observer, Clock.systemUTC());
    }

    DaneOutboundTls(DaneSettings settings, Server server, TlsObserver observer, Clock clock) {
        this.settings = settings;
        this.scope = Scope.of(settings);
        this.anchors = settings.trustAnchors().map(server.configuration()::resolve);
        this.observer = observer;
        this.clock = clock;
    }

    @Override
    public Precedence precedence() {
        return Precedence.DANE;
    }

    @Override
    public void start() throws IOException {
        dns =
                switch (settings.resolver()) {
                    case VALIDATE -> SecureDns.validating(settings.dns(), anchors(), clock);
                    case TRUST_AD ->
                            SecureDns.trusting(settings.dns(), !settings.allowRemoteResolver());
                };
    }

    @Override
    public Optional<OutboundTerms> terms(NextHop nextHop) throws IOException, InterruptedException {
        if (!scope.includes(nextHop)) {
            return Optional.empty();
        }
        try {
            return switch (search(nextHop).find()) {
                case Finding.Published published -> Optional.of(published(nextHop, published));
                case Finding.Stranger(String why) -> {
                    observe(nextHop, TlsOutcome.Result.DNSSEC_INVALID, why);
                    yield Optional.of(refusal(why));
                }
                case Finding.Nothing(String why, boolean _) ->
                        scope.isMandatory(nextHop)
                                ? Optional.of(demanded(nextHop, why))
                                : Optional.empty();
            };
        } catch (DnsFailure e) {
            if (e.isBogus()) {
                observe(nextHop, TlsOutcome.Result.DNSSEC_INVALID, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private DaneSearch search(NextHop nextHop) {
        var started = dns;
        if (started == null) {
            throw new IllegalStateException("not started");
        }
        return new DaneSearch(started, nextHop, Deadline.in(settings.deadline()));
    }

    /// RFC 7672 §2.2: with records none of which can be used TLS is demanded, but no certificate.
    private OutboundTerms published(NextHop hop, Finding.Published found) {
        var records = found.records();
        int usable = records.usable().size();
        var signed = hop.mx() ? "MX and address signed" : "address signed";
        if (usable > 0) {
            return terms(
                    Level.VERIFY,
                    "%d usable TLSA %s of %s, %s"
                            .formatted(
                                    usable,
                                    usable == 1 ? "record" : "records",
                                    records.owner(),
                                    signed),
                    new TlsaTrust(records, found.names()),
                    found.base(),
                    records);
        }
        var why = "no TLSA record of %s can be used".formatted(records.owner());
        return scope.isMandatory(hop)
                ? demanded(hop, why)
                : terms(Level.ENCRYPT, why + ", " + signed, null, found.base(), records);
    }

    private OutboundTerms demanded(NextHop hop, String why) {
        observe(hop, TlsOutcome.Result.DANE_REQUIRED, why);
        return refusal("DANE is mandatory, but " + why);
    }

    private void observe(NextHop hop, TlsOutcome.Result result, String detail) {
        var published =
                new PublishedTls(PublishedTls.Type.TLSA, hop.host(), List.of(), List.of(), true);
        observer.observed(
                new TlsOutcome(hop, published, result, detail, Optional.empty(), Optional.empty()));
    }

    private TrustAnchors anchors() throws IOException {
        return anchors.isPresent() ? TrustAnchors.read(anchors.get()) : TrustAnchors.shipped();
    }

    private static OutboundTerms refusal(String why) {
        return OutboundTerms.of(NAME, Level.REFUSE, why);
    }

    private static OutboundTerms terms(
            Level level,
            String reason,
            @Nullable TlsaTrust trust,
            String base,
            TlsaRecords records) {
        var published =
                new PublishedTls(PublishedTls.Type.TLSA, base, records.lines(), List.of(), true);
        return new OutboundTerms(NAME, level, reason, Set.of(), trust, null, published);
    }
}

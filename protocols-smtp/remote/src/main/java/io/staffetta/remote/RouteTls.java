package io.staffetta.remote;

import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTls;

import java.util.Locale;
import java.util.Set;

/// What a route itself demands of TLS, beside the policies of the configuration.
enum RouteTls {
    /// Never TLS.
    NONE(Level.NONE),
    /// TLS if the server offers it.
    MAY(Level.MAY),
    /// TLS, whoever the server is.
    ENCRYPT(Level.ENCRYPT),
    /// TLS with a certificate of a known authority for the server's host name.
    VERIFY(Level.VERIFY);

    private final Level level;

    RouteTls(Level level) {
        this.level = level;
    }

    /// Where no policy has an opinion the route decides; else the stricter of both does. A route
    /// without a demand is not asked.
    OutboundTerms with(OutboundTerms policy, String host) {
        boolean undecided = policy.policy().equals(OutboundTls.DEFAULT);
        if (!undecided && policy.level().compareTo(level) >= 0) {
            return policy;
        }
        return of(level, "route", "tls=" + name().toLowerCase(Locale.ROOT), host);
    }

    /// RFC 8689 §4.2.1: a message that requires TLS demands a server that can be verified.
    static OutboundTerms verified(OutboundTerms terms, String host) {
        return terms.level().compareTo(Level.VERIFY) >= 0
                ? terms
                : of(Level.VERIFY, "requiretls", "the message requires TLS", host);
    }

    private static OutboundTerms of(Level level, String policy, String reason, String host) {
        return level == Level.VERIFY
                ? new OutboundTerms(policy, level, reason, Set.of(host), null, null)
                : OutboundTerms.of(policy, level, reason);
    }
}

package io.staffetta.spi.tls;

import org.jspecify.annotations.Nullable;

import java.util.Set;

import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// What must hold for a connection to a next hop.
///
/// Two connections may be shared only if their terms are equal; so whoever makes terms gives equal
/// answers the same managers.
///
/// @param policy name of the policy that decided, for logs and `explain`
/// @param level how much
/// @param reason one line: why
/// @param names with [Level#VERIFY]: the certificate must be for one of these; `.example.org`
///   stands for all its direct sub-domains; empty: any name will do, as `trust` decides
/// @param trust with [Level#VERIFY]: who is believed; `null` for the system's authorities. It is
///   asked about the chain only, names are matched afterwards
/// @param clientCertificates what to show if the server asks; `null` for nothing
/// @param published what the destination published that led to these terms; `null` if it did not.
///   With [Level#MAY] or [Level#ENCRYPT] the certificate is then checked against `names` and
///   `trust` too, and the connection is used whatever comes out: the result is only told to
///   observers
public record OutboundTerms(
        String policy,
        Level level,
        String reason,
        Set<String> names,
        @Nullable X509ExtendedTrustManager trust,
        @Nullable X509ExtendedKeyManager clientCertificates,
        @Nullable PublishedTls published) {

    /// How much TLS.
    public enum Level {
        /// No STARTTLS even if it is offered.
        NONE,
        /// STARTTLS if it is offered; no certificate is checked; if the handshake fails the message
        /// may go in clear.
        MAY,
        /// TLS, or the message waits; no certificate is checked.
        ENCRYPT,
        /// TLS with a certificate that is checked, or the message waits.
        VERIFY,
        /// This server must not be used.
        REFUSE
    }

    /// Terms to which nothing published led.
    public OutboundTerms(
            String policy,
            Level level,
            String reason,
            Set<String> names,
            @Nullable X509ExtendedTrustManager trust,
            @Nullable X509ExtendedKeyManager clientCertificates) {
        this(policy, level, reason, names, trust, clientCertificates, null);
    }

    public OutboundTerms {
        names = Set.copyOf(names);
    }

    /// Terms that check nothing.
    public static OutboundTerms of(String policy, Level level, String reason) {
        return new OutboundTerms(policy, level, reason, Set.of(), null, null);
    }

    /// The same terms with a certificate of our own to show.
    public OutboundTerms withClientCertificates(X509ExtendedKeyManager keys) {
        return new OutboundTerms(policy, level, reason, names, trust, keys, published);
    }
}

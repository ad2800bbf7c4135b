package io.staffetta.kernel.admin;

import io.staffetta.kernel.config.CertificateExpiry;
import io.staffetta.kernel.config.CertificateExpiry.Expired;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether mail would be accepted now.
///
/// @param ready whether it would
/// @param reasons why not, one line each
/// @param warnings what does not keep mail from being accepted but should be looked at
public record Readiness(boolean ready, List<String> reasons, List<String> warnings) {

    public Readiness {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    /// Looks at a server.
    public static Readiness of(ServerControl server, Instant now) {
        var reasons = new ArrayList<String>();
        if (server.isStopping()) {
            reasons.add("the server stops");
        }
        if (server.listeners().isEmpty()) {
            reasons.add("no listener is open");
        }
        try {
            if (!server.spool().status().accepting()) {
                reasons.add("the spool accepts no messages");
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            reasons.add("the spool does not answer: " + e.getMessage());
        }
        var warnings = new ArrayList<String>();
        var rule = server.certificateExpiry();
        for (var certificate : server.certificates()) {
            var fault = fault(certificate, now);
            fault.ifPresent(rule.expired() == Expired.UNREADY ? reasons::add : warnings::add);
            if (fault.isEmpty()) {
                warning(certificate, rule, now).ifPresent(warnings::add);
            }
        }
        return new Readiness(reasons.isEmpty(), reasons, warnings);
    }

    private static Optional<String> fault(X509Certificate certificate, Instant now) {
        var until = certificate.getNotAfter().toInstant();
        var from = certificate.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            return Optional.of(
                    "the certificate of %s expired on %s".formatted(name(certificate), until));
        }
        return now.isBefore(from)
                ? Optional.of(
                        "the certificate of %s is not valid before %s"
                                .formatted(name(certificate), from))
                : Optional.empty();
    }

    private static Optional<String> warning(
            X509Certificate certificate, CertificateExpiry rule, Instant now) {
        var until = certificate.getNotAfter().toInstant();
        return rule.due(Duration.between(now, until))
                .map(_ ->
                        "the certificate of %s expires on %s".formatted(name(certificate), until));
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}

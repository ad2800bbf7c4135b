package io.staffetta.kernel.admin;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Whether mail would be accepted now.
///
/// @param ready whether it would
/// @param reasons why not, one line each
public record Readiness(boolean ready, List<String> reasons) {

    public Readiness {
        reasons = List.copyOf(reasons);
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
        for (var certificate : server.certificates()) {
            validity(certificate, now, reasons);
        }
        return new Readiness(reasons.isEmpty(), reasons);
    }

    private static void validity(
            X509Certificate certificate, Instant now, ArrayList<String> reasons) {
        var name = certificate.getSubjectX500Principal().getName();
        var until = certificate.getNotAfter().toInstant();
        var from = certificate.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            reasons.add("the certificate of %s expired on %s".formatted(name, until));
        }
        if (now.isBefore(from)) {
            reasons.add("the certificate of %s is not valid before %s".formatted(name, from));
        }
    }
}

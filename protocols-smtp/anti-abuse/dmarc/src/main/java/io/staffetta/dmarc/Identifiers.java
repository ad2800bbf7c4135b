package io.staffetta.dmarc;

import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.ReversePath;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The domains that the findings of `spf` and `dkim` are about (RFC 9989 §4.3).
///
/// @param findings of the transaction
/// @param nullPath whether the reverse-path is null, so that SPF is about the HELO domain (RFC 7208
///   §2.4)
record Identifiers(List<Finding> findings, boolean nullPath) {

    private static final String SPF = "spf";
    private static final String DKIM = "dkim";

    static Identifiers of(Transaction transaction) {
        return new Identifiers(
                transaction.findings(), transaction.reversePath() instanceof ReversePath.Null);
    }

    /// Domains for which SPF came to a result.
    Set<String> spf(String result) {
        return domains(SPF, result);
    }

    /// Domains for whose signatures DKIM came to a result.
    Set<String> dkim(String result) {
        return domains(DKIM, result);
    }

    /// The check nobody made; empty if both were.
    Optional<String> unchecked() {
        return List.of(SPF, DKIM).stream()
                .filter(check -> findings.stream().noneMatch(found -> found.check().equals(check)))
                .findFirst();
    }

    private Set<String> domains(String check, String result) {
        var out = new LinkedHashSet<String>();
        for (var finding : findings) {
            if (finding.check().equals(check) && finding.result().equals(result)) {
                subject(finding).flatMap(Names::canonical).ifPresent(out::add);
            }
        }
        return out;
    }

    private Optional<String> subject(Finding finding) {
        if (finding.check().equals(DKIM)) {
            return property(finding, "header.d");
        }
        return property(finding, "smtp.mailfrom")
                .or(() -> nullPath ? property(finding, "smtp.helo") : Optional.empty())
                .map(mailbox -> mailbox.substring(mailbox.lastIndexOf('@') + 1));
    }

    private static Optional<String> property(Finding finding, String name) {
        return Optional.ofNullable(finding.properties().get(name)).filter(text -> !text.isBlank());
    }
}

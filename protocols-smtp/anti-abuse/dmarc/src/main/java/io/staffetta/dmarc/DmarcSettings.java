package io.staffetta.dmarc;

import io.staffetta.spi.Network;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Header;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `dmarc`.
///
/// @param onReject what happens to mail that fails where the owner of the domain wants it rejected;
///   `refuse` by default
/// @param onQuarantine the same where the owner wants it quarantined; `quarantine` by default
/// @param onInvalidFrom what happens to mail that has not exactly one Author Domain, to which DMARC
///   cannot be applied; `refuse` by default
/// @param onTemperror what happens to mail that cannot be checked now; `enforced` by default
/// @param forwarders clients that forward mail of others: nothing happens to what fails
/// @param trustedSigners domains of mailing lists: nothing happens to what fails and has a valid
///   DKIM signature of one
/// @param checkAuthenticated whether clients that have logged in are checked; not by default
/// @param markHeader name of the field that `mark` adds; `X-DMARC-Failure` by default
/// @param help where people find help, shown to those who are refused
/// @param timeout for all questions to the DNS about one message; 10 s by default
/// @param maxIdentifiers domains below that of the author whose organization is looked up at most,
///   of SPF and DKIM each; 10 by default
public record DmarcSettings(
        Treatment onReject,
        Treatment onQuarantine,
        Treatment onInvalidFrom,
        OnTemperror onTemperror,
        List<Network> forwarders,
        List<Domain> trustedSigners,
        boolean checkAuthenticated,
        String markHeader,
        Optional<URI> help,
        Duration timeout,
        int maxIdentifiers) {

    /// What happens to mail that cannot be checked now.
    public enum OnTemperror {
        /// The client shall try again later (451 4.4.3) if the policy is known, and is to
        /// quarantine or to reject: who forges could otherwise borrow a subdomain whose DNS is
        /// broken.
        ENFORCED,
        /// It is accepted as it is.
        NEXT,
        /// The client shall try again later: 451 4.4.3.
        TEMPFAIL
    }

    public DmarcSettings {
        onReject = Objects.requireNonNullElse(onReject, Treatment.REFUSE);
        onQuarantine = Objects.requireNonNullElse(onQuarantine, Treatment.QUARANTINE);
        onInvalidFrom = Objects.requireNonNullElse(onInvalidFrom, Treatment.REFUSE);
        onTemperror = Objects.requireNonNullElse(onTemperror, OnTemperror.ENFORCED);
        forwarders = List.copyOf(forwarders);
        trustedSigners = List.copyOf(trustedSigners);
        markHeader =
                Header.of(Objects.requireNonNullElse(markHeader, "X-DMARC-Failure"), "").name();
        timeout = Objects.requireNonNullElse(timeout, Duration.ofSeconds(10));
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be longer than nothing");
        }
        maxIdentifiers = maxIdentifiers == 0 ? 10 : maxIdentifiers;
        if (maxIdentifiers < 1 || maxIdentifiers > 100) {
            throw new IllegalArgumentException("max-identifiers must lie between 1 and 100");
        }
    }

    boolean marks() {
        return onReject == Treatment.MARK
                || onQuarantine == Treatment.MARK
                || onInvalidFrom == Treatment.MARK;
    }
}

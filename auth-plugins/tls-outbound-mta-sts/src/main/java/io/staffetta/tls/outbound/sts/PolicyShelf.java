package io.staffetta.tls.outbound.sts;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Makes policies of what is fetched, and keeps them in files.
///
/// @param folder of the files
/// @param settings how long policies live
/// @param clock tells when they were fetched
record PolicyShelf(PolicyFolder folder, MtaStsSettings settings, InstantSource clock) {

    private static final Logger log = LoggerFactory.getLogger(PolicyShelf.class);

    /// The policy in a file; empty if there is none that can be read.
    Optional<CachedPolicy> read(String domain) {
        try {
            var stored = folder.read(domain);
            return stored.isEmpty() ? Optional.empty() : Optional.of(cached(domain, stored.get()));
        } catch (IOException | PolicyFailure e) {
            log.atWarn()
                    .addKeyValue("domain", domain)
                    .addKeyValue("problem", e.getMessage())
                    .log("a kept MTA-STS policy cannot be read");
            return Optional.empty();
        }
    }

    /// Keeps what was just fetched. If it cannot be written, it holds until a restart.
    CachedPolicy keep(String domain, String id, byte[] octets) throws PolicyFailure {
        var stored = new PolicyFolder.Stored(id, clock.instant(), octets);
        var cached = cached(domain, stored);
        try {
            folder.write(domain, stored);
        } catch (IOException e) {
            log.atError()
                    .addKeyValue("domain", domain)
                    .setCause(e)
                    .log("an MTA-STS policy cannot be kept over a restart");
        }
        return cached;
    }

    private CachedPolicy cached(String domain, PolicyFolder.Stored stored) throws PolicyFailure {
        var policy = PolicyParser.parse(stored.octets());
        return new CachedPolicy(
                domain, stored.id(), notLater(stored.fetched()), life(policy.maxAge()), policy);
    }

    /// A file from the future was written when the clock was wrong.
    private Instant notLater(Instant fetched) {
        var now = clock.instant();
        return fetched.isAfter(now) ? now : fetched;
    }

    private Duration life(Duration maxAge) {
        var least = maxAge.compareTo(settings.minMaxAge()) < 0 ? settings.minMaxAge() : maxAge;
        return least.compareTo(settings.maxMaxAge()) > 0 ? settings.maxMaxAge() : least;
    }
}

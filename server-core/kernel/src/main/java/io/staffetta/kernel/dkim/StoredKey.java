package io.staffetta.kernel.dkim;

import io.staffetta.spi.mail.Domain;

import java.time.Instant;
import java.util.Optional;

/// What is known of a key beside the key itself.
///
/// @param domain the signing domain
/// @param selector unique in the domain
/// @param algorithm its kind
/// @param bits its size
/// @param state where it stands
/// @param created when it was made or imported
/// @param activated when it was last put into use; empty if never
/// @param retired when it went out of use; empty unless it is retired
public record StoredKey(
        Domain domain,
        Selector selector,
        KeyAlgorithm algorithm,
        int bits,
        KeyState state,
        Instant created,
        Optional<Instant> activated,
        Optional<Instant> retired) {

    /// Where the public half belongs in the DNS, without final dot.
    public String dnsName() {
        return selector + "._domainkey." + domain;
    }

    StoredKey activated(Instant now) {
        return new StoredKey(
                domain,
                selector,
                algorithm,
                bits,
                KeyState.ACTIVE,
                created,
                Optional.of(now),
                Optional.empty());
    }

    StoredKey retired(Instant now) {
        return new StoredKey(
                domain,
                selector,
                algorithm,
                bits,
                KeyState.RETIRED,
                created,
                activated,
                Optional.of(now));
    }
}

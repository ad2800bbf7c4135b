package io.staffetta.kernel.admin;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.dkim.KeyState;
import io.staffetta.kernel.dkim.StoredKey;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// A key that mail is signed with; nothing of it is secret.
///
/// @param domain the signing domain
/// @param selector unique in the domain
/// @param algorithm its kind
/// @param bits its size
/// @param state where it stands
/// @param created when it was made or imported
/// @param activated when it was last put into use
/// @param retired when it went out of use
/// @param name where it has to be published, without final dot
/// @param record the text to publish there; empty if the key cannot be read
/// @param problem why it cannot be read
public record DkimKeyInfo(
        String domain,
        String selector,
        KeyAlgorithm algorithm,
        int bits,
        KeyState state,
        Instant created,
        Optional<Instant> activated,
        Optional<Instant> retired,
        String name,
        String record,
        Optional<String> problem) {

    static DkimKeyInfo of(DkimKeys keys, StoredKey key) {
        try {
            return of(key, keys.record(key), Optional.empty());
        } catch (UncheckedIOException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            return of(key, "", Optional.of(String.valueOf(cause.getMessage())));
        }
    }

    private static DkimKeyInfo of(StoredKey key, String record, Optional<String> problem) {
        return new DkimKeyInfo(
                key.domain().name(),
                key.selector().name(),
                key.algorithm(),
                key.bits(),
                key.state(),
                key.created(),
                key.activated(),
                key.retired(),
                key.dnsName(),
                record,
                problem);
    }
}

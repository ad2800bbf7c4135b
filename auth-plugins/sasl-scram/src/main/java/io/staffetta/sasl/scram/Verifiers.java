package io.staffetta.sasl.scram;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks up what a login is checked with: of an account, or a decoy. Used by many threads.
final class Verifiers {

    /// What is known of a login.
    sealed interface Claim {

        /// Go on with this.
        ///
        /// @param account whose it is; empty for a decoy
        /// @param reason for the log, should the proof be wrong
        record Checkable(Optional<Account> account, ScramVerifier verifier, String reason)
                implements Claim {}

        /// Nobody can tell now.
        ///
        /// @param reason for the log
        record Unavailable(String reason) implements Claim {}
    }

    private static final Logger log = LoggerFactory.getLogger(Verifiers.class);

    private final ScramHash hash;
    private final ScramSettings settings;
    private final Decoys decoys;
    private final AtomicBoolean warned = new AtomicBoolean();

    Verifiers(ScramHash hash, ScramSettings settings, Decoys decoys) {
        this.hash = hash;
        this.settings = settings;
        this.decoys = decoys;
    }

    Claim claim(Accounts accounts, String login) {
        // Made in any case: it is to take the same time.
        var decoy = decoys.of(login);
        return switch (accounts.scram(login, hash.registeredName())) {
            case Stored.Found<ScramVerifier>(var account, var verifier) -> {
                warnIfTelling(verifier);
                yield new Claim.Checkable(Optional.of(account), verifier, "wrong password");
            }
            case Stored.Missing<ScramVerifier> _ ->
                    new Claim.Checkable(
                            Optional.empty(),
                            decoy,
                            "the account store keeps nothing for "
                                    + hash.mechanism()
                                    + " of this account");
            case Stored.Unknown<ScramVerifier> _ ->
                    new Claim.Checkable(Optional.empty(), decoy, "unknown account");
            case Stored.Unavailable<ScramVerifier>(var reason) -> new Claim.Unavailable(reason);
        };
    }

    private void warnIfTelling(ScramVerifier verifier) {
        if ((verifier.iterations() != settings.iterations()
                        || verifier.salt().length != settings.saltOctets())
                && warned.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("mechanism", hash.mechanism())
                    .addKeyValue("iterations", verifier.iterations())
                    .addKeyValue("saltOctets", verifier.salt().length)
                    .log(
                            "strangers can tell accounts from unknown names: set iterations and"
                                    + " salt-octets to what the account store uses");
        }
    }
}

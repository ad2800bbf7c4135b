package io.staffetta.dkim;

import io.staffetta.spi.Network;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Settings of the hook `dkim-sign`.
///
/// @param authenticated whether mail of clients that logged in is signed; default true
/// @param networks whose mail is signed without login
/// @param unixSockets whether mail of clients of UNIX sockets is signed
/// @param author whose domain the author's must be; default `sender`
/// @param parentDomains whether the key of a domain signs for those below it that have none
/// @param onMissing what to do without a key; default `next`
/// @param keys keys beside those of `staffetta dkim`
/// @param checkInterval how often key files are looked at for changes; default `10s`
/// @param minRsaBits smallest RSA key that signs; at least 1024, which is the default
/// @param headers header fields to sign
/// @param oversign header fields of which nobody may add another
/// @param canonicalization `header/body`; default `relaxed/relaxed`
/// @param expiry how long a signature is good; for ever by default
/// @param identity what `i=` says; default `none`
/// @param duplicates what to do if the message has a signature of the same domain and selector;
///   default `skip`
public record DkimSignSettings(
        Optional<Boolean> authenticated,
        List<Network> networks,
        boolean unixSockets,
        Author author,
        boolean parentDomains,
        OnMissing onMissing,
        List<SigningKeyFile> keys,
        Duration checkInterval,
        int minRsaBits,
        List<String> headers,
        List<String> oversign,
        String canonicalization,
        Optional<Duration> expiry,
        SignedIdentity identity,
        Duplicates duplicates) {

    public DkimSignSettings {
        networks = List.copyOf(networks);
        author = Objects.requireNonNullElse(author, Author.SENDER);
        onMissing = Objects.requireNonNullElse(onMissing, OnMissing.NEXT);
        keys = List.copyOf(keys);
        checkInterval = Objects.requireNonNullElse(checkInterval, Duration.ofSeconds(10));
        minRsaBits = minRsaBits == 0 ? KeyLimits.LEAST_RSA_BITS : minRsaBits;
        headers = headers.isEmpty() ? SignedNames.DEFAULT_NAMES : List.copyOf(headers);
        oversign = oversign.isEmpty() ? SignedNames.DEFAULT_OVERSIGNED : List.copyOf(oversign);
        canonicalization = Objects.requireNonNullElse(canonicalization, "relaxed/relaxed");
        identity = Objects.requireNonNullElse(identity, SignedIdentity.NONE);
        duplicates = Objects.requireNonNullElse(duplicates, Duplicates.SKIP);
        var _ = new SignedNames(headers, oversign);
        requireHalves(canonicalization);
        if (minRsaBits < KeyLimits.LEAST_RSA_BITS || minRsaBits > 16384) {
            throw new IllegalArgumentException("min-rsa-bits must lie between 1024 and 16384");
        }
        if (!checkInterval.isPositive()) {
            throw new IllegalArgumentException("check-interval must be more than zero");
        }
        if (expiry.filter(time -> time.toSeconds() < 1).isPresent()) {
            throw new IllegalArgumentException("expiry must be at least a second");
        }
    }

    /// Whose domain the author's must be for a message to be signed: who may send for one domain
    /// must not get signatures of another.
    public enum Author {
        /// That of the envelope sender, and for reports that of the account.
        SENDER,
        /// That of the account.
        ACCOUNT,
        /// Anybody's.
        ANY
    }

    /// What to do if there is no key for the author's domain.
    public enum OnMissing {
        /// The message goes out without a signature.
        NEXT,
        /// `451 4.3.5`.
        TEMPFAIL
    }

    /// What `i=` says.
    public enum SignedIdentity {
        /// Nothing.
        NONE,
        /// The account, if it is an address at or below the signing domain.
        ACCOUNT
    }

    /// What to do if the message has a signature of the same domain and selector.
    public enum Duplicates {
        /// It is not signed with that key again.
        SKIP,
        /// It is signed all the same.
        SIGN
    }

    SignedNames names() {
        return new SignedNames(headers, oversign);
    }

    Canonicalization headerCanonicalization() {
        return half(0);
    }

    Canonicalization bodyCanonicalization() {
        return half(1);
    }

    private Canonicalization half(int index) {
        return Canonicalization.of(canonicalization.split("/", 2)[index]).orElseThrow();
    }

    private static void requireHalves(String text) {
        var halves = text.split("/", -1);
        if (halves.length != 2
                || Canonicalization.of(halves[0]).isEmpty()
                || Canonicalization.of(halves[1]).isEmpty()) {
            throw new IllegalArgumentException(
                    "canonicalization must be two of relaxed and simple, such as relaxed/simple: "
                            + text);
        }
    }
}

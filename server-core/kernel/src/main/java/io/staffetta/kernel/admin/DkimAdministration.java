package io.staffetta.kernel.admin;

import io.staffetta.spi.Secret;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What an operator can do with the keys that mail is signed with. Domains are given in any form,
/// selectors in any case. Throws what [Administration] throws. Used by many threads.
///
/// A key is activated only if the DNS, asked at that moment, has its public half where verifiers
/// look for it, unless the operator insists.
public interface DkimAdministration {

    /// The keys by domain, oldest first.
    ///
    /// @param domain empty: all
    List<DkimKeyInfo> list(Optional<String> domain);

    /// Makes keys.
    List<DkimKeyInfo> create(DkimKeyOrder order);

    /// Takes a key that was made elsewhere.
    ///
    /// @param key as PEM: PKCS #8 or PKCS #1, not encrypted
    DkimKeyInfo importKey(String domain, String selector, Secret key);

    /// Begins to sign with a key, beside those that are active.
    ///
    /// @param force whatever the DNS says
    DkimKeyInfo activate(String domain, String selector, boolean force);

    /// Ends to sign with a key.
    DkimKeyInfo retire(String domain, String selector);

    /// Removes a key for ever.
    ///
    /// @param force even if it is not retired
    void remove(String domain, String selector, boolean force);

    /// The first step of a rotation: makes a key for each algorithm in use.
    ///
    /// @param rsaBits size of an RSA key; empty: as now, at least 2048
    List<DkimKeyInfo> rotate(String domain, OptionalInt rsaBits);

    /// The second step: activates what is pending and retires, in the same moment, what was active
    /// with the same algorithms.
    ///
    /// @param force whatever the DNS says
    /// @return the keys that changed
    List<DkimKeyInfo> finish(String domain, boolean force);
}

package io.staffetta.spi.host;

import io.staffetta.spi.mail.Domain;

import java.security.PrivateKey;
import java.util.List;

/// The keys the server signs mail with; injected. Operators make and change them with `staffetta
/// dkim`, which counts within seconds. Used by many threads.
public interface SigningKeys {

    /// A key to sign with.
    ///
    /// @param domain the signing domain (`d=`)
    /// @param selector where its public half is published (`s=`)
    /// @param key of the algorithm `RSA` or `EdDSA` (Ed25519); never to be logged
    record SigningKey(Domain domain, String selector, PrivateKey key) {

        @Override
        public String toString() {
            return selector + "._domainkey." + domain;
        }
    }

    /// The keys in use for a domain, each to be signed with; empty if there is none.
    List<SigningKey> active(Domain domain);
}

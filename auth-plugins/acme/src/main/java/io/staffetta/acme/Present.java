package io.staffetta.acme;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A certificate that lies in a file with its key.
///
/// @param names the DNS names it is for, in lower case
record Present(X509Certificate leaf, Set<String> names) {

    private static final int DNS_NAME = 2;

    /// What is in the file; nothing if a listener could not use it.
    static Optional<Present> in(Path file) {
        try {
            var pem = Pem.read(file);
            if (pem.chain().isEmpty() || pem.key().isEmpty()) {
                return Optional.empty();
            }
            var leaf = pem.chain().getFirst();
            return belongs(pem.key().get(), leaf)
                    ? Optional.of(new Present(leaf, namesOf(leaf)))
                    : Optional.empty();
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    Instant from() {
        return leaf.getNotBefore().toInstant();
    }

    Instant until() {
        return leaf.getNotAfter().toInstant();
    }

    static Set<String> namesOf(X509Certificate leaf) throws GeneralSecurityException {
        var names = new HashSet<String>();
        var alternatives = leaf.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (var name : alternatives) {
                if (name.getFirst().equals(DNS_NAME)) {
                    names.add(String.valueOf(name.getLast()).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static boolean belongs(PrivateKey key, X509Certificate leaf)
            throws GeneralSecurityException {
        var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        var sample = leaf.getEncoded();
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(sample);
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(leaf.getPublicKey());
        verifier.update(sample);
        return verifier.verify(signer.sign());
    }
}

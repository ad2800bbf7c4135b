package io.staffetta.tls.mutual;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// A list of revoked certificates (RFC 5280 §5). Used by many threads.
final class RevocationList {

    /// The bit `cRLSign` of a key usage.
    private static final int CRL_SIGN = 6;

    private final Path file;
    private final X509CRL crl;
    private final ListScope scope;
    private volatile @Nullable PublicKey verifiedBy;
    private volatile Instant warned = Instant.MIN;

    /// @param file where it came from
    /// @param scope what it is about
    RevocationList(Path file, X509CRL crl, ListScope scope) {
        this.file = file;
        this.crl = crl;
        this.scope = scope;
    }

    Path file() {
        return file;
    }

    /// Whether it would have a certificate of its issuer if that were revoked.
    boolean covers(X509Certificate certificate) {
        return scope.covers(certificate);
    }

    /// Whether this issuer signed it.
    boolean isOf(X509Certificate issuer) {
        if (!crl.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        var usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        var key = issuer.getPublicKey();
        if (key.equals(verifiedBy)) {
            return true;
        }
        try {
            crl.verify(key);
            verifiedBy = key;
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// Whether it is time to warn of it again: once a day.
    boolean isWarningDue(Instant now) {
        boolean due = warned.equals(Instant.MIN) || !now.isBefore(warned.plus(Duration.ofDays(1)));
        if (due) {
            warned = now;
        }
        return due;
    }

    boolean revokes(X509Certificate certificate) {
        return crl.getRevokedCertificate(certificate) != null;
    }

    /// Whether there should be a newer one.
    boolean isExpired(Instant now) {
        var next = crl.getNextUpdate();
        return next != null && now.isAfter(next.toInstant());
    }
}

package io.staffetta.tls.mutual;

import io.staffetta.tls.mutual.MutualTlsSettings.ExpiredCrl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// Asks lists of revoked certificates.
///
/// @param lists without any, nothing is checked
/// @param expired what a list past its next update means
record RevocationLists(List<RevocationList> lists, ExpiredCrl expired) {

    private static final Logger log = LoggerFactory.getLogger(RevocationLists.class);

    RevocationLists {
        lists = List.copyOf(lists);
    }

    boolean isEmpty() {
        return lists.isEmpty();
    }

    /// @param path the client's certificate first, the trusted authority last
    void check(List<X509Certificate> path, Instant now) throws CertificateException {
        for (int i = 0; i + 1 < path.size() && !isEmpty(); i++) {
            check(path.get(i), path.get(i + 1), i == 0, now);
        }
    }

    private void check(
            X509Certificate certificate, X509Certificate issuer, boolean client, Instant now)
            throws CertificateException {
        boolean known = false;
        for (var list : lists) {
            if (!list.isOf(issuer)) {
                continue;
            }
            if (list.revokes(certificate)) {
                throw new CertificateException("revoked, says " + list.file());
            }
            known |= list.covers(certificate) && (!list.isExpired(now) || isStillUsed(list, now));
        }
        boolean covered =
                known
                        || lists.stream()
                                .noneMatch(list -> list.isOf(issuer) && list.covers(certificate));
        if (client ? !known : !covered) {
            throw new CertificateException(
                    "no current list of certificates that %s revoked"
                            .formatted(issuer.getSubjectX500Principal().getName()));
        }
    }

    private boolean isStillUsed(RevocationList list, Instant now) {
        if (expired == ExpiredCrl.REFUSE) {
            return false;
        }
        if (list.isWarningDue(now)) {
            log.atWarn()
                    .addKeyValue("file", list.file())
                    .log("list of revoked certificates is out of date");
        }
        return true;
    }
}

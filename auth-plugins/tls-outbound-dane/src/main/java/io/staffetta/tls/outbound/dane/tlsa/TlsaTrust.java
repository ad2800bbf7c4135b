package io.staffetta.tls.outbound.dane.tlsa;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes servers whose certificate fits one of the records (RFC 7672 §3). Equal if records and
/// names are.
public final class TlsaTrust extends X509ExtendedTrustManager {

    private final TlsaRecords records;
    private final Set<String> names;

    /// @param records at least one of them usable
    /// @param names what a certificate of an authority must be for, one of them: lower case,
    ///   without a dot at the end
    public TlsaTrust(TlsaRecords records, Set<String> names) {
        this.records = records;
        this.names = Set.copyOf(names);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        try {
            check(chain);
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw refusal("cannot be read", e);
        }
    }

    @Override
    public void checkServerTrusted(
            X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(
            X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("this is for servers only");
    }

    @Override
    public void checkClientTrusted(
            X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(
            X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsaTrust that
                && records.equals(that.records)
                && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return 31 * records.hashCode() + names.hashCode();
    }

    /// The records.
    @Override
    public String toString() {
        return records.owner() + " TLSA " + records.lines();
    }

    /// DANE-EE(3) needs the certificate only: neither its names nor its dates count (RFC 7672
    /// §3.1.1).
    private void check(X509Certificate[] chain) throws GeneralSecurityException {
        if (chain.length == 0) {
            throw new CertificateException("the server shows no certificate");
        }
        for (var record : of(Tlsa.DANE_EE)) {
            if (record.matches(chain[0])) {
                return;
            }
        }
        var authorities = of(Tlsa.DANE_TA);
        if (authorities.isEmpty()) {
            throw refusal("is another", null);
        }
        try {
            Anchors.of(chain, authorities).check();
        } catch (CertificateException e) {
            throw refusal("does not fit: " + e.getMessage(), e);
        }
        if (!CertificateNames.match(chain[0], names)) {
            throw refusal(
                    "is for %s, not for %s"
                            .formatted(
                                    CertificateNames.of(chain[0]),
                                    names.stream().sorted().toList()),
                    null);
        }
    }

    private List<Tlsa> of(int usage) {
        return records.usable().stream().filter(record -> record.usage() == usage).toList();
    }

    private CertificateException refusal(String what, @Nullable Throwable cause) {
        return new CertificateException(
                "the TLSA records of %s are not met: the certificate %s"
                        .formatted(records.owner(), what),
                cause);
    }
}

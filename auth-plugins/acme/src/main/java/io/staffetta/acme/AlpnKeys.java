package io.staffetta.acme;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.KeyPair;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/// Chooses the certificate of a challenge by the name the authority asks for (RFC 8737 §3); whoever
/// asks for another name gets none.
final class AlpnKeys extends X509ExtendedKeyManager {

    /// The library signs these certificates with RSA, whatever the key.
    private final KeyPair pair = KeyType.RSA_2048.generate();

    private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

    KeyPair pair() {
        return pair;
    }

    /// @param name in lower case
    void add(String name, X509Certificate certificate) {
        certificates.put(name, certificate);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        if (!keyType.equals("RSA")
                || !(socket instanceof SSLSocket tls)
                || !(tls.getHandshakeSession() instanceof ExtendedSSLSession session)) {
            return null;
        }
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                .filter(certificates::containsKey)
                .findFirst()
                .orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var certificate = certificates.get(alias);
        return certificate == null ? null : new X509Certificate[] {certificate};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return certificates.containsKey(alias) ? pair.getPrivate() : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}

package io.staffetta.certificates;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/// Answers JSSE from the newest credentials.
final class ChoosingKeys extends X509ExtendedKeyManager {

    /// Handshakes under way may still ask for aliases of this many sets.
    private static final int KEPT = 4;

    private final Runnable beforeChoice;
    private final Deque<CredentialSet> former = new ArrayDeque<>();
    private volatile CredentialSet current;

    /// @param beforeChoice called at each handshake, may [#replace] the credentials
    ChoosingKeys(CredentialSet first, Runnable beforeChoice) {
        this.current = first;
        this.beforeChoice = beforeChoice;
    }

    CredentialSet current() {
        return current;
    }

    synchronized void replace(CredentialSet next) {
        former.addFirst(current);
        if (former.size() > KEPT) {
            former.removeLast();
        }
        current = next;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType, engine.getHandshakeSession());
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return current.aliases(keyType).toArray(String[]::new);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var credential = find(alias);
        return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var credential = find(alias);
        return credential == null ? null : credential.key();
    }

    /// Server certificates are not shown as a client.
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    /// See [#chooseClientAlias].
    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[0];
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession session) {
        beforeChoice.run();
        if (!(session instanceof ExtendedSSLSession extended)) {
            return current.alias("", keyType);
        }
        var algorithms = List.of(extended.getPeerSupportedSignatureAlgorithms());
        return current.alias(
                host(extended), keyType, credential -> credential.isVerifiableBy(algorithms));
    }

    private static String host(ExtendedSSLSession session) {
        for (var name : session.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
                return host.getAsciiName();
            }
        }
        return "";
    }

    private @Nullable Credential find(String alias) {
        var credential = current.find(alias);
        return credential != null ? credential : findFormer(alias);
    }

    private synchronized @Nullable Credential findFormer(String alias) {
        for (var set : former) {
            var credential = set.find(alias);
            if (credential != null) {
                return credential;
            }
        }
        return null;
    }
}

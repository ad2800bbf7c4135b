package io.staffetta.tls.boringssl;

import org.jspecify.annotations.Nullable;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/// A listener's keys, read by BoringSSL once and not with each handshake.
///
/// The engine asks for each key type that its suites allow, and shows what was answered last,
/// whatever the client can verify: it is told of one type only, and does not serve where there are
/// several.
final class OwnKeys extends X509ExtendedKeyManager {

    private static final List<String> KNOWN = List.of("EC", "RSA");
    private static final List<String> FOREIGN = List.of("RSASSA-PSS", "EdDSA", "Ed25519");
    private static final int KEPT = 16;

    private record Read(PrivateKey given, PrivateKey own) {}

    private final X509ExtendedKeyManager keys;
    private final Provider security;
    private volatile List<Read> known = List.of();

    OwnKeys(X509ExtendedKeyManager keys, Provider security) {
        this.keys = keys;
        this.security = security;
    }

    /// Why the keys that there are now cannot be served, one line.
    Optional<String> obstacle() {
        if (FOREIGN.stream().anyMatch(this::has)) {
            return Optional.of("it has no keys but EC and RSA");
        }
        return KNOWN.stream().filter(this::has).count() == 1
                ? Optional.empty()
                : Optional.of("there are keys of several types");
    }

    private boolean has(String keyType) {
        var aliases = keys.getServerAliases(keyType, null);
        return aliases != null && aliases.length > 0;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return keyType.equals("EC") || !has("EC")
                ? keys.chooseEngineServerAlias(keyType, issuers, engine)
                : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var given = keys.getPrivateKey(alias);
        return given == null ? null : own(given);
    }

    /// Keys are compared as objects: to ask one what it holds is what is to be saved.
    @SuppressWarnings("ReferenceEquality")
    private PrivateKey own(PrivateKey given) {
        for (var each : known) {
            if (each.given() == given) {
                return each.own();
            }
        }
        return read(given);
    }

    private synchronized PrivateKey read(PrivateKey given) {
        var own = convert(given);
        var next = new ArrayList<Read>();
        next.add(new Read(given, own));
        known.stream().limit(KEPT - 1).forEach(next::add);
        known = List.copyOf(next);
        return own;
    }

    /// The key itself, where it does not tell what it is.
    private PrivateKey convert(PrivateKey given) {
        var encoded = given.getEncoded();
        if (encoded == null) {
            return given;
        }
        try {
            return KeyFactory.getInstance(given.getAlgorithm(), security)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            return given;
        }
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.getClientAliases(keyType, issuers);
    }
}

package io.staffetta.kernel.net;

import io.staffetta.kernel.config.TlsStrength;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/// TLS of one listener. Each has a context of its own, so that a session or ticket of one is worth
/// nothing to another. Used by many threads.
public final class ServerTls {

    private static final List<String> PROTOCOLS = TlsStrength.PROTOCOLS;

    private final ClientTrust trust;
    private final List<String> protocols;
    private final List<String> ciphers;
    private final SSLContext context;

    /// @param keys the server's certificates
    /// @throws IllegalArgumentException if a protocol or cipher suite is unknown or unsafe; with
    ///   the lines of [#problems]
    public ServerTls(X509ExtendedKeyManager keys, TlsStrength strength) {
        this(keys, strength, ClientTrust.system());
    }

    /// @param trust judges certificates of clients
    public ServerTls(X509ExtendedKeyManager keys, TlsStrength strength, ClientTrust trust) {
        var problems = problems(strength);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        this.trust = trust;
        protocols = strength.enabledProtocols();
        ciphers = usable(strength);
        context = newContext(keys, trust);
    }

    /// What is wrong with a configuration, one line each.
    public static List<String> problems(TlsStrength strength) {
        var problems = new ArrayList<>(strength.problems());
        for (var protocol : strength.protocols()) {
            if (!PROTOCOLS.contains(protocol)) {
                problems.add(
                        "TLS protocol " + protocol + " cannot be used; known are " + PROTOCOLS);
            }
        }
        var known = knownCiphers();
        for (var cipher : strength.ciphers()) {
            if (!known.contains(cipher)) {
                problems.add("cipher suite " + cipher + " cannot be used; known are " + known);
            }
        }
        if (problems.isEmpty() && usable(strength).isEmpty()) {
            problems.add("the Java run-time has none of " + strength.enabledCiphers());
        }
        return problems;
    }

    /// The context; the same one each time.
    public SSLContext context() {
        return context;
    }

    /// See [ConnectionHandler.Lease#enabledProtocols()].
    public String[] enabledProtocols() {
        return protocols.toArray(String[]::new);
    }

    /// See [ConnectionHandler.Lease#enabledCiphers()].
    public String[] enabledCiphers() {
        return ciphers.toArray(String[]::new);
    }

    /// See [ConnectionHandler.Lease#clientTrust()].
    public ClientTrust clientTrust() {
        return trust;
    }

    /// A run-time that follows FIPS lacks some suites of the profiles.
    private static List<String> usable(TlsStrength strength) {
        var known = knownCiphers();
        return strength.enabledCiphers().stream().filter(known::contains).toList();
    }

    private static SSLContext newContext(X509ExtendedKeyManager keys, ClientTrust trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java run-time has no TLS", e);
        }
    }

    /// What the JDK enables by itself; it supports more, such as suites without encryption.
    private static List<String> knownCiphers() {
        try {
            return List.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java run-time has no TLS", e);
        }
    }
}

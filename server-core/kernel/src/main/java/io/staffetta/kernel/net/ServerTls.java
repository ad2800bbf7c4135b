package io.staffetta.kernel.net;

import io.staffetta.kernel.config.TlsConfig;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/// TLS of the listeners: one context for each, so that a session ticket of one is worth nothing to
/// another. Used by many threads.
public final class ServerTls {

    private static final List<String> PROTOCOLS = TlsConfig.DEFAULT_PROTOCOLS;

    private final X509ExtendedKeyManager keys;
    private final ClientTrust trust;
    private final List<String> protocols;
    private final List<String> ciphers;
    private final ConcurrentMap<String, SSLContext> contexts = new ConcurrentHashMap<>();

    /// @param keys the server's certificates
    /// @throws IllegalArgumentException if a protocol or cipher suite is unknown or unsafe; with
    ///   the lines of [#problems]
    public ServerTls(X509ExtendedKeyManager keys, TlsConfig config) {
        this(keys, config, ClientTrust.system());
    }

    /// @param trust judges certificates of clients
    public ServerTls(X509ExtendedKeyManager keys, TlsConfig config, ClientTrust trust) {
        var problems = problems(config);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        this.keys = keys;
        this.trust = trust;
        protocols = List.copyOf(config.protocols());
        ciphers = List.copyOf(config.ciphers());
    }

    /// What is wrong with a configuration, one line each.
    public static List<String> problems(TlsConfig config) {
        var problems = new ArrayList<String>();
        if (config.protocols().isEmpty()) {
            problems.add("no TLS protocol is enabled; known are " + PROTOCOLS);
        }
        for (var protocol : config.protocols()) {
            if (!PROTOCOLS.contains(protocol)) {
                problems.add(
                        "TLS protocol " + protocol + " cannot be used; known are " + PROTOCOLS);
            }
        }
        var known = knownCiphers();
        for (var cipher : config.ciphers()) {
            if (!known.contains(cipher)) {
                problems.add("cipher suite " + cipher + " cannot be used; known are " + known);
            }
        }
        return problems;
    }

    /// The context of a listener; the same one each time.
    public SSLContext context(String listener) {
        return contexts.computeIfAbsent(listener, _ -> newContext());
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

    private SSLContext newContext() {
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

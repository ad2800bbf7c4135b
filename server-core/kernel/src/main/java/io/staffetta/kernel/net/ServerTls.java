package io.staffetta.kernel.net;

import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsEngines;
import io.staffetta.spi.tls.TlsProvider;
import io.staffetta.spi.tls.TlsTerms;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/// TLS of one listener. Each has a context of its own, so that a session or ticket of one is worth
/// nothing to another. Used by many threads.
public final class ServerTls {

    private static final List<String> PROTOCOLS = TlsStrength.PROTOCOLS;

    private final ClientTrust trust;
    private final TlsEngines preferred;
    private final TlsEngines own;
    private final Optional<String> obstacle;
    private final List<String> ciphers;

    /// @param trust judges certificates of clients
    /// @param asked whether clients are asked for one
    /// @param provider whose engines are preferred to the JDK's; one that is available
    /// @throws IllegalArgumentException if a protocol or cipher suite is unknown or unsafe; with
    ///   the lines of [#problems]
    public ServerTls(
            X509ExtendedKeyManager keys,
            TlsStrength strength,
            ClientTrust trust,
            TlsTerms.ClientCertificate asked,
            Optional<TlsProvider> provider) {
        var problems = problems(strength);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        this.trust = trust;
        ciphers = usable(strength);
        var demands =
                new TlsDemands(
                        strength.enabledProtocols(), ciphers, !strength.ciphers().isEmpty(), asked);
        obstacle = provider.flatMap(chosen -> chosen.obstacle(demands));
        own = new JdkEngines(demands, keys, trust);
        preferred =
                provider.isPresent() && obstacle.isEmpty()
                        ? provider.get().engines(demands, keys)
                        : own;
    }

    /// Who makes the engine of a new connection.
    TlsEngines engines() {
        return preferred.obstacle().isEmpty() ? preferred : own;
    }

    /// Why the preferred provider does not serve the listener, one line.
    public Optional<String> obstacle() {
        return obstacle.or(preferred::obstacle);
    }

    /// Protocol versions that are spoken.
    public List<String> enabledProtocols() {
        return enabled(SSLEngine::getEnabledProtocols);
    }

    /// Cipher suites that are spoken.
    public List<String> enabledCiphers() {
        return enabled(SSLEngine::getEnabledCipherSuites).stream()
                .filter(ciphers::contains)
                .toList();
    }

    private List<String> enabled(Function<SSLEngine, String[]> of) {
        var engines = engines();
        var engine = engines.engine();
        try {
            return List.of(of.apply(engine));
        } finally {
            engines.release(engine);
        }
    }

    ClientTrust clientTrust() {
        return trust;
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

    /// A run-time that follows FIPS lacks some suites of the profiles.
    private static List<String> usable(TlsStrength strength) {
        var known = knownCiphers();
        return strength.enabledCiphers().stream().filter(known::contains).toList();
    }

    /// What the JDK enables by itself; it supports more, such as suites without encryption.
    private static List<String> knownCiphers() {
        try {
            // Not the default context: that reads a hundred authorities.
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return List.of(context.getDefaultSSLParameters().getCipherSuites());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java run-time has no TLS", e);
        }
    }
}

package io.staffetta.kernel.net;

import io.staffetta.spi.tls.TlsDemands;
import io.staffetta.spi.tls.TlsEngines;

import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/// Engines of the Java run-time. Each listener has a context of its own, so that a session or
/// ticket of one is worth nothing to another.
final class JdkEngines implements TlsEngines {

    private final TlsDemands demands;
    private final SSLContext context;

    JdkEngines(TlsDemands demands, X509ExtendedKeyManager keys, ClientTrust trust) {
        this.demands = demands;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java run-time has no TLS", e);
        }
    }

    @Override
    public SSLEngine engine() {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(demands.protocols().toArray(String[]::new));
        engine.setEnabledCipherSuites(demands.ciphers().toArray(String[]::new));
        switch (demands.clientCertificate()) {
            case NONE -> {}
            case REQUEST -> engine.setWantClientAuth(true);
            case REQUIRE -> engine.setNeedClientAuth(true);
        }
        return engine;
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(SSLEngine engine, String label, int octets) {
        try {
            var session = (ExtendedSSLSession) engine.getSession();
            return Optional.of(session.exportKeyingMaterialData(label, new byte[0], octets));
        } catch (SSLException | UnsupportedOperationException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}

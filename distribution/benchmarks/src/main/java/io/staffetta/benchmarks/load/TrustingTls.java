package io.staffetta.benchmarks.load;

import org.conscrypt.Conscrypt;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS engines that take any certificate: what is measured is the server, on this machine.
final class TrustingTls {

    private final SSLContext context;
    private final SSLContext cheap;

    TrustingTls() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TakesAll()}, null);
            cheap = cheap().orElse(context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// An engine that makes a session of its own, and takes as little as possible of the processors
    /// that the server runs on. To be closed in both directions.
    SSLEngine fresh() {
        return cheap.createSSLEngine();
    }

    /// An engine that makes a session of its own; thousands may be open at once.
    SSLEngine frugal() {
        return context.createSSLEngine();
    }

    /// BoringSSL's, where its library loads.
    private static Optional<SSLContext> cheap() throws GeneralSecurityException {
        if (!Conscrypt.isAvailable()) {
            return Optional.empty();
        }
        var boring = SSLContext.getInstance("TLS", Conscrypt.newProvider());
        boring.init(null, new TrustManager[] {new TakesAll()}, null);
        return Optional.of(boring);
    }

    /// An engine that resumes the last session of a slot, if there is one.
    SSLEngine resuming(int slot) {
        // A name without a dot is never sent: it only keys the cache. Tickets serve once.
        return context.createSSLEngine("slot" + slot, 1);
    }

    private static final class TakesAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.staffetta.benchmarks.load;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS engines that take any certificate: what is measured is the server, on this machine.
final class TrustingTls {

    private final SSLContext context;

    TrustingTls() {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TakesAll()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /// An engine that makes a session of its own.
    SSLEngine fresh() {
        return context.createSSLEngine();
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

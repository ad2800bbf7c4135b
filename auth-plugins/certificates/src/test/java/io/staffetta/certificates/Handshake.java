package io.staffetta.certificates;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Real handshakes of the JDK with itself.
///
/// @param protocol such as `TLSv1.3`
/// @param serverName for SNI; empty for none
/// @param signatures signature schemes of the client; empty for all
record Handshake(String protocol, String serverName, String... signatures) {

    /// Over sockets.
    ///
    /// @return what the server showed
    X509Certificate socket(X509ExtendedKeyManager keys) throws Exception {
        try (var listener =
                        (SSLServerSocket)
                                server(keys)
                                        .getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var served =
                    threads.submit(() -> {
                        try (var socket = (SSLSocket) listener.accept()) {
                            socket.startHandshake();
                            return socket.getInputStream().read();
                        }
                    });
            try (var socket =
                    (SSLSocket)
                            client().getSocketFactory()
                                    .createSocket(
                                            listener.getInetAddress(), listener.getLocalPort())) {
                socket.setSoTimeout(20_000);
                socket.setSSLParameters(parameters());
                socket.startHandshake();
                socket.getOutputStream().write('x');
                var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                served.get(20, TimeUnit.SECONDS);
                return shown;
            }
        }
    }

    /// Between two engines in memory.
    ///
    /// @return what the server showed
    X509Certificate engine(X509ExtendedKeyManager keys) throws Exception {
        var server = server(keys).createSSLEngine();
        server.setUseClientMode(false);
        var client = client().createSSLEngine();
        client.setUseClientMode(true);
        client.setSSLParameters(parameters());
        var pipe = new EnginePipe(client, server);
        pipe.handshake();
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }

    private SSLParameters parameters() {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        if (!serverName.isEmpty()) {
            parameters.setServerNames(List.<SNIServerName>of(new SNIHostName(serverName)));
        }
        if (signatures.length > 0) {
            parameters.setSignatureSchemes(signatures);
        }
        return parameters;
    }

    private static SSLContext server(X509ExtendedKeyManager keys) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, null, null);
        return context;
    }

    private static SSLContext client() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context;
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package io.staffetta.tls.outbound.dane.tlsa;

import static io.staffetta.tls.outbound.dane.tlsa.Issued.Kind.ca;
import static io.staffetta.tls.outbound.dane.tlsa.Issued.Kind.server;
import static io.staffetta.tls.outbound.dane.tlsa.Issued.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// Real handshakes between the JDK's client and server.
class TlsaHandshakeTest {

    private static Issued root;
    private static Issued leaf;

    @BeforeAll
    static void issue() throws Exception {
        root = Issued.selfSigned("root", ca());
        leaf = root.issue("leaf", server("mx.example.org"));
    }

    @Test
    void endEntity() throws Exception {
        assertThat(shake(leaf.tlsa(3, 1, 1), "whatever.example")).startsWith("TLS");
    }

    @Test
    void authority() throws Exception {
        assertThat(shake(root.tlsa(2, 0, 1), "mx.example.org")).startsWith("TLS");
    }

    @Test
    void mismatch() {
        assertThatThrownBy(() -> shake(root.tlsa(3, 1, 1), "mx.example.org"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateException.class)
                .rootCause()
                .hasMessage(
                        "the TLSA records of _25._tcp.mx.example.org are not met: "
                                + "the certificate is another");
        assertThatThrownBy(() -> shake(root.tlsa(2, 1, 1), "mx.example.net"))
                .isInstanceOf(SSLHandshakeException.class)
                .rootCause()
                .hasMessageEndingWith(
                        "the certificate is for [mx.example.org], not for [mx.example.net]");
    }

    private static String shake(Tlsa record, String name) throws Exception {
        var records = new TlsaRecords("_25._tcp.mx.example.org", List.of(record));
        var client = SSLContext.getInstance("TLS");
        client.init(null, new TrustManager[] {new TlsaTrust(records, Set.of(name))}, null);
        try (var listener = listener()) {
            var serving = Thread.startVirtualThread(() -> serve(listener));
            try (var socket =
                    (SSLSocket)
                            client.getSocketFactory()
                                    .createSocket(
                                            listener.getInetAddress(), listener.getLocalPort())) {
                socket.setSoTimeout(20_000);
                socket.startHandshake();
                return socket.getSession().getProtocol();
            } finally {
                serving.join();
            }
        }
    }

    private static SSLServerSocket listener() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("leaf", leaf.pair().getPrivate(), new char[0], chain(leaf, root));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static void serve(SSLServerSocket listener) {
        try (var socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
        } catch (IOException e) {
            // The client refused.
        }
    }
}

package io.staffetta.tls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A client and a server that speak with each other in memory, over heap buffers.
record Dialogue(SSLEngine client, SSLEngine server) {

    private static final int ROOM = 64 * 1024;

    /// More than any of these dialogues takes.
    private static final int MOST_TURNS = 1000;

    private static final char[] PASSWORD = "changeit".toCharArray();

    static void assumeAvailable(BoringSsl provider) {
        assumeTrue(provider.unavailable().isEmpty(), () -> provider.unavailable().orElseThrow());
    }

    /// Shakes hands until nobody has anything to say.
    Dialogue shakeHands() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        var toServer = ByteBuffer.allocate(ROOM);
        var toClient = ByteBuffer.allocate(ROOM);
        for (int turns = 0; turns < MOST_TURNS; turns++) {
            turn(client, toClient, toServer);
            turn(server, toServer, toClient);
            if (toServer.position() == 0 && toClient.position() == 0) {
                return this;
            }
        }
        throw new AssertionError("they do not come to an end");
    }

    /// Sends from one to the other.
    ///
    /// @return what arrived
    static byte[] send(SSLEngine from, SSLEngine to, byte[] octets) throws SSLException {
        var source = ByteBuffer.wrap(octets);
        var target = ByteBuffer.allocate(octets.length + ROOM);
        while (source.hasRemaining()) {
            var wire = ByteBuffer.allocate(ROOM);
            from.wrap(source, wire);
            wire.flip();
            for (int turns = 0; wire.hasRemaining(); turns++) {
                assertThat(turns).isLessThan(MOST_TURNS);
                to.unwrap(wire, target);
            }
        }
        var arrived = new byte[target.flip().remaining()];
        target.get(arrived);
        return arrived;
    }

    private static void turn(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        in.flip();
        for (int steps = 0; step(engine, in, out); steps++) {
            assertThat(steps).isLessThan(MOST_TURNS);
        }
        in.compact();
    }

    private static boolean step(SSLEngine engine, ByteBuffer in, ByteBuffer out)
            throws SSLException {
        var status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
            return true;
        }
        if (status == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
            return true;
        }
        return in.hasRemaining()
                && engine.unwrap(in, ByteBuffer.allocate(ROOM)).getStatus() == Status.OK;
    }

    static X509ExtendedKeyManager keys(String name) {
        try {
            var factory = KeyManagerFactory.getInstance("NewSunX509");
            factory.init(store(name), PASSWORD);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509ExtendedTrustManager trusting(String name) {
        try {
            var store = store(name);
            var anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            var aliases = store.aliases();
            while (aliases.hasMoreElements()) {
                var alias = aliases.nextElement();
                anchors.setCertificateEntry(alias, store.getCertificate(alias));
            }
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore store(String name) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Dialogue.class.getResourceAsStream(name + ".p12")) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}

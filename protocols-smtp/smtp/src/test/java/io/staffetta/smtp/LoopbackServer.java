package io.staffetta.smtp;

import io.staffetta.spi.protocol.Protocol;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Serves one connection on a port of the loopback address.
final class LoopbackServer implements AutoCloseable {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /// Made once: deriving the key of the store takes long.
    private static final SSLContext CONTEXT = context();

    private final ServerSocket listener;
    private final CompletableFuture<FakeIntake> served = new CompletableFuture<>();

    LoopbackServer(Protocol protocol, TlsTerms terms, Consumer<FakeIntake> rules)
            throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(protocol, terms, rules));
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The kernel's side, once the session is over.
    FakeIntake served() throws Exception {
        return served.get(30, TimeUnit.SECONDS);
    }

    private void serve(Protocol protocol, TlsTerms terms, Consumer<FakeIntake> rules) {
        try (var socket = listener.accept()) {
            socket.setTcpNoDelay(true);
            var connection = new SocketConnection(socket, terms, CONTEXT);
            if (terms.start() == TlsTerms.Start.IMPLICIT) {
                connection.startTls(Duration.ofSeconds(20));
            }
            var intake = new FakeIntake(connection);
            rules.accept(intake);
            protocol.serve(connection, intake);
            served.complete(intake);
        } catch (Exception e) {
            served.completeExceptionally(e);
        }
    }

    private static SSLContext context() {
        try (var in = LoopbackServer.class.getResourceAsStream("/test-only.p12")) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD);
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package io.staffetta.acme;

import io.staffetta.spi.host.Threads;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// A port that is open while challenges are pending. Everybody may connect, so connections are few
/// and short; one beyond their number waits.
final class ChallengeListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChallengeListener.class);
    private static final int BACKLOG = 64;

    /// What is done with a connection; it is closed afterwards, or when its time is up.
    interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final Conversation conversation;
    private final Duration timeout;
    private final Semaphore free;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ChallengeListener(
            ServerSocket server, Conversation conversation, int connections, Duration timeout) {
        this.server = server;
        this.conversation = conversation;
        this.timeout = timeout;
        this.free = new Semaphore(connections);
    }

    /// @param challenge for error messages
    /// @param connections at once
    /// @param timeout of each
    static ChallengeListener open(
            String challenge,
            InetSocketAddress bind,
            int connections,
            Duration timeout,
            Conversation conversation)
            throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(bind, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "%s: cannot listen on port %d of %s: %s"
                            .formatted(
                                    challenge,
                                    bind.getPort(),
                                    bind.getAddress().isAnyLocalAddress()
                                            ? "all addresses"
                                            : bind.getAddress().getHostAddress(),
                                    e.getMessage()),
                    e);
        }
        var listener = new ChallengeListener(server, conversation, connections, timeout);
        Threads.virtual().name("acme-" + challenge).start(listener::accept);
        return listener;
    }

    /// The port it got.
    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(ChallengeListener::closeQuietly);
    }

    private void accept() {
        try {
            while (true) {
                free.acquire();
                var socket = server.accept();
                open.add(socket);
                var worker = Threads.virtual().name("acme-connection").start(() -> hold(socket));
                Threads.virtual().name("acme-deadline").start(() -> limit(worker, socket));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            if (!server.isClosed()) {
                log.atWarn()
                        .addKeyValue("error", e.getMessage())
                        .log("acme: challenges can no longer be answered");
                closeQuietly(server);
            }
        }
    }

    private void hold(Socket socket) {
        try (socket) {
            socket.setSoTimeout((int) timeout.toMillis());
            if (!server.isClosed()) {
                conversation.hold(socket);
            }
        } catch (IOException e) {
            log.atDebug()
                    .addKeyValue("client", socket.getRemoteSocketAddress())
                    .addKeyValue("error", e.getMessage())
                    .log("acme: connection lost");
        } finally {
            open.remove(socket);
            free.release();
        }
    }

    private void limit(Thread worker, Socket socket) {
        try {
            if (!worker.join(timeout)) {
                closeQuietly(socket);
            }
        } catch (InterruptedException e) {
            closeQuietly(socket);
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("acme: not closed");
        }
    }
}

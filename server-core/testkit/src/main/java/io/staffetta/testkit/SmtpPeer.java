package io.staffetta.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// A server that does what a script says, be it good or bad, to test a client of SMTP or LMTP.
///
/// The first connection plays the first script, and so on; connections for which there is no script
/// play the last one. Each has its own thread.
///
/// ```java
/// try (var peer = SmtpPeer.start(session -> {
///     session.send("220 ready");
///     session.expect("EHLO client.test");
///     session.drip("250 never ends", Duration.ofMillis(10));
/// })) { … peer.port() … }
/// ```
public final class SmtpPeer implements AutoCloseable {

    private final ServerSocketChannel server;
    private final List<SmtpPeerScript> scripts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<SmtpPeerMail> mails = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private SmtpPeer(ServerSocketChannel server, List<SmtpPeerScript> scripts) {
        this.server = server;
        this.scripts = scripts;
        threads.add(Thread.ofVirtual().name("smtp-peer").start(this::listen));
    }

    /// Starts on a free port of the loopback address.
    public static SmtpPeer start(SmtpPeerScript... scripts) throws IOException {
        return bound(
                ServerSocketChannel.open(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                scripts);
    }

    /// Starts on a UNIX socket.
    ///
    /// @param path of the socket, which does not exist yet
    public static SmtpPeer start(Path path, SmtpPeerScript... scripts) throws IOException {
        return bound(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(path),
                scripts);
    }

    private static SmtpPeer bound(
            ServerSocketChannel server, SocketAddress address, SmtpPeerScript... scripts)
            throws IOException {
        try {
            server.bind(address);
            return new SmtpPeer(server, List.of(scripts));
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /// The TCP port.
    public int port() {
        return ((InetSocketAddress) address()).getPort();
    }

    /// Where it listens.
    public SocketAddress address() {
        try {
            return server.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A new TCP connection to it.
    public Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    /// The command lines received, of all connections.
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /// The messages taken by [SmtpPeerSession#accept], of all connections.
    public List<SmtpPeerMail> mails() {
        return List.copyOf(mails);
    }

    /// Closes all connections and waits for the scripts to end.
    ///
    /// @throws AssertionError if a script met what it did not expect
    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (var connection : connections) {
            connection.close();
        }
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!failures.isEmpty()) {
            var failure = new AssertionError("a script failed: " + failures.getFirst());
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }

    private void listen() {
        int number = 0;
        try {
            while (closing.getCount() > 0) {
                var channel = server.accept();
                connections.add(channel);
                var script = scripts.get(Math.min(number, scripts.size() - 1));
                number++;
                threads.add(
                        Thread.ofVirtual().name("smtp-peer").start(() -> play(channel, script)));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void play(SocketChannel channel, SmtpPeerScript script) {
        try (channel;
                var session = new SmtpPeerSession(channel, lines, mails, closing)) {
            script.play(session);
        } catch (IOException e) {
            // The client went away, or the test is over.
        } catch (RuntimeException | AssertionError e) {
            failures.add(e);
        }
    }
}

package io.staffetta.kernel.net;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.NetLimits;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.spi.Network;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsProvider;
import io.staffetta.spi.tls.TlsTerms;
import io.staffetta.spi.tls.TlsTerms.ClientCertificate;
import io.staffetta.spi.tls.TlsTerms.Required;
import io.staffetta.spi.tls.TlsTerms.Start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;

import javax.net.ssl.X509ExtendedTrustManager;

/// Real listeners in front of a conversation that the test writes. They are secured by the engines
/// of the [TlsProvider] that is a service of the class path; the JDK's, if there is none.
final class TestServer implements ConnectionHandler, AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(20);

    static final NetLimits LIMITS = limits(Duration.ofMillis(500));

    /// What is said on a connection.
    interface Conversation {
        void hold(Connection connection) throws IOException;
    }

    final CountingMeters meters = new CountingMeters();
    final Listeners listeners;

    /// How conversations ended: an exception, or "done".
    final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();

    /// How conversations end that throw nothing.
    volatile DisconnectReason end = DisconnectReason.REFUSED;

    private final TlsStrength strength;
    private final ConcurrentMap<String, ServerTls> tls = new ConcurrentHashMap<>();

    /// Judges clients; may be replaced before the first connection.
    X509ExtendedTrustManager judge = TestKeys.trusting("client");

    private final Conversation conversation;
    private final TlsTerms terms;

    TestServer(Start start, Conversation conversation) {
        this(new TlsTerms(start, Required.NOTHING, ClientCertificate.NONE), conversation);
    }

    TestServer(TlsTerms terms, Conversation conversation) {
        this(terms, TlsStrength.DEFAULT, conversation);
    }

    TestServer(TlsTerms terms, TlsStrength strength, Conversation conversation) {
        this(LIMITS, terms, strength, conversation);
    }

    TestServer(NetLimits limits, TlsTerms terms, TlsStrength strength, Conversation conversation) {
        listeners = new Listeners(this, limits, meters);
        this.terms = terms;
        this.conversation = conversation;
        this.strength = strength;
    }

    /// Listens on any port of the loopback interface, as listener `test`.
    TestServer open() throws BindFailure {
        return open(List.of(tcp("test", 0)));
    }

    TestServer open(List<ListenerConfig> configs) throws BindFailure {
        try (var change = listeners.prepare(configs)) {
            change.commit();
        }
        return this;
    }

    int port() {
        return port("test");
    }

    int port(String listener) {
        return ((InetSocketAddress) listeners.boundAddress(listener).orElseThrow()).getPort();
    }

    Socket connect() throws IOException {
        return connect("test");
    }

    Socket connect(String listener) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port(listener));
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    static ListenerConfig tcp(String name, int port) {
        return listener(
                name,
                new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                List.of(),
                100,
                100);
    }

    static ListenerConfig unix(String name, Path path) {
        return listener(name, new Bind.Unix(path), List.of(), 100, 100);
    }

    static ListenerConfig listener(
            String name, Bind bind, List<Network> proxyFrom, int max, int maxPerClient) {
        return new ListenerConfig(
                name,
                "test",
                bind,
                new ComponentConfig("none", SettingsTree.empty("tls")),
                TlsStrength.DEFAULT,
                "",
                Optional.empty(),
                false,
                List.of(),
                proxyFrom,
                max,
                maxPerClient,
                SettingsTree.empty("listener"));
    }

    static NetLimits limits(Duration linger) {
        return new NetLimits(
                2,
                50,
                "rw-rw----",
                Duration.ofMillis(300),
                4096,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                linger,
                1 << 20,
                Duration.ofMillis(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(10));
    }

    static void say(Connection connection, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.ISO_8859_1);
        connection.write(octets, 0, octets.length, LONG);
    }

    /// Reads until LF; what came behind it is dropped.
    static String hear(Connection connection) throws IOException {
        return hear(connection, false);
    }

    static String hear(Connection connection, boolean idle) throws IOException {
        var octets = new byte[512];
        int length = 0;
        while (length == 0 || octets[length - 1] != '\n') {
            int count = connection.read(octets, length, octets.length - length, LONG, idle);
            if (count < 0) {
                return "<end>";
            }
            length += count;
        }
        return new String(octets, 0, length, StandardCharsets.ISO_8859_1).strip();
    }

    static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        int c;
        while ((c = socket.getInputStream().read()) >= 0 && c != '\n') {
            line.append((char) c);
        }
        return c < 0 && line.isEmpty() ? "<end>" : line.toString().strip();
    }

    static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Override
    public Lease lease(String listener) {
        return new TestLease(listener);
    }

    @Override
    public void close() {
        listeners.close();
    }

    private final class TestLease implements Lease {

        private final String listener;

        TestLease(String listener) {
            this.listener = listener;
        }

        @Override
        public TlsTerms tlsTerms() {
            return terms;
        }

        @Override
        public ServerTls serverTls() {
            return tls.computeIfAbsent(
                    listener,
                    _ ->
                            new ServerTls(
                                    TestKeys.keys("server"),
                                    strength,
                                    ClientTrust.of(judge),
                                    terms.clientCertificate(),
                                    ServiceLoader.load(TlsProvider.class).findFirst()));
        }

        @Override
        public DisconnectReason serve(Connection connection) {
            try {
                conversation.hold(connection);
                ends.add("done");
                return end;
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                ends.add(e);
                return DisconnectReason.LOST;
            }
        }

        @Override
        public byte[] busy(Reply reply) {
            return reply.encode();
        }

        @Override
        public void close() {}
    }
}

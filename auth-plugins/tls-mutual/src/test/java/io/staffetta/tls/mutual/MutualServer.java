package io.staffetta.tls.mutual;

import io.staffetta.kernel.config.Bind;
import io.staffetta.kernel.config.ComponentConfig;
import io.staffetta.kernel.config.ListenerConfig;
import io.staffetta.kernel.config.NetLimits;
import io.staffetta.kernel.config.SettingsTree;
import io.staffetta.kernel.config.TlsStrength;
import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.kernel.net.ClientTrust;
import io.staffetta.kernel.net.ConnectionHandler;
import io.staffetta.kernel.net.Listeners;
import io.staffetta.kernel.net.ServerTls;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.protocol.Connection;
import io.staffetta.spi.tls.TlsTerms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// The kernel's listeners under a policy; says whom it sees.
final class MutualServer implements ConnectionHandler, AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final TlsTerms terms;
    private final ServerTls tls;
    private final MetersRegistry meters = new MetersRegistry();
    private final Listeners listeners = new Listeners(this, NetLimits.DEFAULTS, meters);

    MutualServer(MutualTls policy, Issued certificate) throws Exception {
        terms = policy.terms("test");
        tls =
                new ServerTls(
                        keys(certificate),
                        TlsStrength.DEFAULT,
                        ClientTrust.of(terms.clientTrust()),
                        terms.clientCertificate(),
                        Optional.empty());
        var config =
                new ListenerConfig(
                        "test",
                        "test",
                        new Bind.Tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        new ComponentConfig("mutual", SettingsTree.empty("tls")),
                        TlsStrength.DEFAULT,
                        "",
                        Optional.empty(),
                        false,
                        List.of(),
                        List.of(),
                        100,
                        100,
                        SettingsTree.empty("listener"));
        try (var change = listeners.prepare(List.of(config))) {
            change.commit();
        }
    }

    int port() {
        return ((InetSocketAddress) listeners.boundAddress("test").orElseThrow()).getPort();
    }

    static X509ExtendedKeyManager keys(Issued issued) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "key",
                issued.pair().getPrivate(),
                new char[0],
                new X509Certificate[] {issued.certificate()});
        var factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, new char[0]);
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }

    @Override
    public void close() {
        listeners.close();
        meters.close();
    }

    @Override
    public Lease lease(String listener) {
        return new Lease() {
            @Override
            public TlsTerms tlsTerms() {
                return terms;
            }

            @Override
            public ServerTls serverTls() {
                return tls;
            }

            @Override
            public DisconnectReason serve(Connection connection) {
                try {
                    talk(connection);
                } catch (IOException _) {
                    // What the client saw is what the test looks at.
                }
                return DisconnectReason.LOST;
            }

            @Override
            public byte[] busy(Reply reply) {
                return reply.encode();
            }

            @Override
            public void close() {}
        };
    }

    private static void talk(Connection connection) throws IOException {
        var facts = connection.tls().orElseThrow();
        var octets = new byte[100];
        connection.read(octets, 0, octets.length, LONG, false);
        var answer =
                "verified=%s shown=%d\r\n"
                        .formatted(facts.clientVerified(), facts.clientCertificates().size())
                        .getBytes(StandardCharsets.US_ASCII);
        connection.write(answer, 0, answer.length, LONG);
    }
}

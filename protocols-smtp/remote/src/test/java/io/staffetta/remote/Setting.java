package io.staffetta.remote;

import io.staffetta.kernel.metrics.MetersRegistry;
import io.staffetta.remote.client.ClientLimits;
import io.staffetta.remote.dns.DnsSettings;
import io.staffetta.remote.net.ConnectSettings;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Transport;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.tls.OutboundTerms;
import io.staffetta.spi.tls.OutboundTerms.Level;
import io.staffetta.spi.tls.OutboundTls;
import io.staffetta.spi.tls.TlsObserver;
import io.staffetta.testkit.TestDns;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the tests of the transports have in common.
final class Setting {

    static final OutboundTls NO_OPINION =
            _ -> OutboundTerms.of(OutboundTls.DEFAULT, Level.MAY, "no policy");

    private Setting() {}

    static DnsSettings dns(TestDns dns) {
        var nothing = DnsSettings.DEFAULTS;
        return new DnsSettings(
                List.of(dns.server()),
                nothing.timeout(),
                nothing.attempts(),
                nothing.deadline(),
                nothing.cacheSize(),
                nothing.minTtl(),
                nothing.maxTtl(),
                nothing.negativeTtl(),
                nothing.failureTtl(),
                nothing.addressFamily(),
                nothing.maxHosts(),
                nothing.maxAddresses(),
                true,
                nothing.hostsFile());
    }

    static RemoteSettings settings(TestDns dns, int port, PoolSettings pool, String... hosts) {
        return new RemoteSettings(
                List.of(hosts),
                port,
                null,
                false,
                "",
                null,
                "",
                0,
                0,
                0,
                Timeouts.DEFAULTS,
                pool,
                ConnectSettings.DEFAULTS,
                dns(dns));
    }

    static RemoteSettings settings(TestDns dns, int port, String... hosts) {
        return settings(dns, port, PoolSettings.DEFAULTS, hosts);
    }

    static RemoteTransport remote(RemoteSettings settings, OutboundTls tls) {
        return remote(settings, tls, _ -> {});
    }

    static RemoteTransport remote(RemoteSettings settings, OutboundTls tls, TlsObserver observer) {
        var transport =
                new RemoteTransport(
                        settings, new Facts(), tls, new MetersRegistry().scope(), observer);
        transport.start();
        return transport;
    }

    static LmtpTransport lmtp(Path socket, List<String> hosts, DnsSettings dns) {
        var settings =
                new LmtpSettings(
                        hosts,
                        hosts.isEmpty() ? socket : null,
                        0,
                        RouteTls.MAY,
                        "",
                        0,
                        ClientLimits.DEFAULTS.replyLine(),
                        ClientLimits.DEFAULTS.replyLines(),
                        Timeouts.DEFAULTS,
                        PoolSettings.DEFAULTS,
                        ConnectSettings.DEFAULTS,
                        dns);
        var transport =
                new LmtpTransport(
                        settings, new Facts(), NO_OPINION, new MetersRegistry().scope(), _ -> {});
        transport.start();
        return transport;
    }

    static PoolSettings pool(Duration idle, int maxDeliveries) {
        return new PoolSettings(idle, 0, maxDeliveries, Duration.ofSeconds(1));
    }

    static Delivery mail(Transport transport, String... recipients) {
        return mail(transport, MailParameters.NONE, recipients);
    }

    static Delivery mail(Transport transport, MailParameters parameters, String... recipients) {
        var to = Arrays.stream(recipients).map(Mailbox::parse).toList();
        return new Delivery(
                new SpoolId(1),
                new Envelope(
                        Instant.EPOCH,
                        ReversePath.parse("sender@example.net"),
                        parameters,
                        to.stream().map(Recipient::of).toList(),
                        new Envelope.Origin("test", "", "", Optional.empty())),
                Content.of("Subject: x\r\n\r\nHello\r\n".getBytes(StandardCharsets.UTF_8)),
                IntStream.range(0, recipients.length).boxed().toList(),
                transport.nextHop(to.getFirst()));
    }

    /// A server without listeners.
    private record Facts() implements Server {
        @Override
        public String hostname() {
            return "us.example.net";
        }

        @Override
        public String version() {
            return "0";
        }

        @Override
        public Path data() {
            return Path.of("data");
        }

        @Override
        public Path configuration() {
            return Path.of("conf");
        }
    }
}

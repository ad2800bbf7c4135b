package io.staffetta.ratelimit;

import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.sasl.plain.PlainPlugin;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.MailPlugin;
import io.staffetta.sql.SqlPlugin;
import io.staffetta.testkit.ManualClock;
import io.staffetta.testkit.TestServer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A server with a chain as an operator writes it.
final class Mx implements AutoCloseable {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestServer server;

    private Mx(String chain, UnaryOperator<String> change, MailPlugin... more) {
        var plugins =
                PluginSource.of(new SmtpPlugin(), new RateLimitPlugin(), new PlainPlugin())
                        .and(PluginSource.of(more));
        server =
                TestServer.start(
                        change.apply(config(chain)), plugins, options -> options.withClock(clock));
        server.addAccount("alice@example.org", "secret");
        server.addAccount("bob@example.org", "secret");
    }

    static Mx with(String chain, MailPlugin... more) {
        return new Mx(chain, config -> config, more);
    }

    /// One whose state store is on disk.
    static Mx remembering(Path folder, String chain) {
        return new Mx(
                chain,
                config ->
                        config.replace(
                                "<storage>",
                                "<storage><state use=\"sql\"><url>jdbc:h2:file:%s</url></state>"
                                        .formatted(folder.resolve("state"))),
                new SqlPlugin());
    }

    Client client(String address) {
        var client = new Client(server.address("mx"), address);
        client.say("EHLO client.example");
        return client;
    }

    /// A client that has logged in.
    Client user(String address, String account) {
        var client = client(address);
        var login = ("\0" + account + "\0secret").getBytes(StandardCharsets.US_ASCII);
        client.say("AUTH PLAIN " + Base64.getEncoder().encodeToString(login));
        return client;
    }

    /// What MAIL of a new client is answered; the banner if that is no welcome.
    String mail(String address) {
        try (var client = new Client(server.address("mx"), address)) {
            if (!client.banner().startsWith("220 ")) {
                return client.banner();
            }
            client.say("EHLO client.example");
            return client.say("MAIL FROM:<eve@sender.example>");
        }
    }

    /// Connects until it is let in: how soon the server sees that others went away is its affair.
    Client untilWelcome(String address) {
        long begun = System.nanoTime();
        while (true) {
            var client = new Client(server.address("mx"), address);
            if (client.banner().startsWith("220 ")) {
                return client;
            }
            client.close();
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(20)) {
                throw new AssertionError("never let in: " + client.banner());
            }
        }
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    void reload(String chain) {
        if (!server.reload(config(chain)).applied()) {
            throw new AssertionError("not reloaded");
        }
    }

    /// How often a limit was exceeded, or not.
    long findings(String result) {
        return metric(
                "staffetta_hook_findings_total{check=\"rate-limit\",hook=\"rate-limit\",result=\"%s\"} "
                        .formatted(result));
    }

    /// How often this limit was exceeded.
    long exceeded(String limit) {
        return metric("staffetta_ratelimit_exceeded_total{limit=\"%s\"} ".formatted(limit));
    }

    private long metric(String name) {
        return server.server()
                .metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .sum();
    }

    /// What would become of a message.
    String explain(String address, String sender, String recipient) {
        return server.server()
                .explain(
                        new ExplainRequest(
                                Optional.of("mx"),
                                sender,
                                recipient,
                                Optional.of(address),
                                Optional.empty()))
                .verdict();
    }

    @Override
    public void close() {
        server.close();
    }

    private static String config(String chain) {
        return TestServer.DEFAULT_CONFIG.replace(
                "<auth>",
                """
                <listeners>
                  <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear"
                      chain="in" auth="offered" auth-in-clear="true">
                    <proxy-from><network>127.0.0.0/8</network></proxy-from>
                  </listener>
                </listeners>
                <chain name="in">%s</chain>
                <auth><mechanism use="plain"/>
                """
                        .formatted(chain));
    }
}

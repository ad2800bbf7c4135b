package io.staffetta.greylist;

import io.staffetta.kernel.admin.ExplainRequest;
import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.sasl.plain.PlainPlugin;
import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.MailPlugin;
import io.staffetta.sql.SqlPlugin;
import io.staffetta.testkit.ManualClock;
import io.staffetta.testkit.TestServer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A server with a chain as an operator writes it.
final class Mx implements AutoCloseable {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestServer server;

    private Mx(String chain, UnaryOperator<String> change, MailPlugin... more) {
        var plugins =
                PluginSource.of(
                                new SmtpPlugin(),
                                new GreylistPlugin(),
                                new MarkPlugin(),
                                new PlainPlugin())
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

    /// What RCPT is answered.
    String rcpt(String address, String sender, String recipient) {
        try (var client = client(address)) {
            client.say("MAIL FROM:<" + sender + ">");
            return client.say("RCPT TO:<" + recipient + ">");
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

    int deliveries() {
        return server.deliveries().size();
    }

    /// How often something was found.
    long findings(String result) {
        var name =
                "staffetta_hook_findings_total{check=\"greylist\",hook=\"greylist\",result=\"%s\"} "
                        .formatted(result);
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

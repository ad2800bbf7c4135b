package io.staffetta.milter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.staffetta.smtp.SmtpPlugin;
import io.staffetta.spi.NoSettings;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.spool.SpooledMessage;
import io.staffetta.testkit.TestServer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A server whose listener asks filters, and what becomes of the mail.
final class MailServer implements AutoCloseable {

    private final TestServer server;

    private MailServer(TestServer server) {
        this.server = server;
    }

    /// @param hooks the elements of the chain
    static MailServer with(String hooks) {
        var server =
                TestServer.start(
                        """
                        <staffetta hostname="mx.test.example">
                          <domains><domain>example.org</domain></domains>
                          <listeners>
                            <listener name="in" protocol="smtp" bind="127.0.0.1:0" tls="may"
                                      chain="in"/>
                          </listeners>
                          <chain name="in">%s</chain>
                          <auth><accounts use="memory"/></auth>
                          <routes><route domain="local" use="recording"/></routes>
                          <storage><spool use="memory"/></storage>
                          <queue use="memory"/>
                          <admin enabled="false"/>
                        </staffetta>
                        """
                                .formatted(hooks),
                        new SmtpPlugin(),
                        new MilterPlugin(),
                        registrar -> {
                            registrar.tlsPolicy("may", MayTls.class, NoSettings.class);
                            registrar.certificates(
                                    "certificates", OneCertificate.class, NoSettings.class);
                        });
        for (var user : List.of("user", "other", "third")) {
            server.addAccount(user + "@example.org", "secret");
        }
        return new MailServer(server);
    }

    static String hook(ScriptedFilter filter, String... settings) {
        return hook("enforce", filter, settings);
    }

    static String hook(String mode, ScriptedFilter filter, String... settings) {
        return "<hook use=\"milter\" mode=\"%s\"><endpoint>%s</endpoint><name>f</name>%s</hook>"
                .formatted(mode, filter.endpoint(), String.join("", settings));
    }

    SmtpClient client() throws IOException {
        return SmtpClient.connect(server.address("in"));
    }

    TestServer server() {
        return server;
    }

    /// What was delivered, as text.
    List<String> delivered() throws IOException {
        var texts = new ArrayList<String>();
        for (var delivery : server.deliveries()) {
            texts.add(text(delivery));
        }
        return texts;
    }

    static String text(Delivery delivery) throws IOException {
        var out = new ByteArrayOutputStream();
        delivery.content().transferTo(out);
        return out.toString(ISO_8859_1);
    }

    /// What is held.
    List<SpooledMessage> held() {
        var held = new ArrayList<SpooledMessage>();
        server.server()
                .spool()
                .replay(message -> {
                    if (message.hold().isPresent()) {
                        held.add(message);
                    }
                });
        return held;
    }

    /// A line of the metrics.
    String metric(String... words) {
        return server.server()
                .metrics()
                .lines()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.close();
    }
}

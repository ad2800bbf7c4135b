package io.staffetta.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.staffetta.kernel.plugin.PluginSource;
import io.staffetta.spi.MailPlugin;
import io.staffetta.spi.NoSettings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A server behind a chain of hooks, for tests of hooks: clients of any address talk to it, for it
/// believes PROXY headers. Mail for `bob@example.org` and `postmaster@example.org` is taken; `AUTH
/// SAY-SO` logs in whoever says so.
///
/// ```java
/// try (var server = FilteredServer.start("<hook use='helo'/>", "", new SmtpPlugin(), new HeloPlugin());
///         var client = server.connect("192.0.2.7")) {
///     assertThat(client.say("HELO localhost")).startsWith("550");
/// }
/// ```
public final class FilteredServer implements AutoCloseable {

    private final TestServer server;

    private FilteredServer(TestServer server) {
        this.server = server;
    }

    /// Starts a server.
    ///
    /// @param hooks the elements `hook` of its chain
    /// @param more further elements of the configuration, such as `<dns>`
    /// @param plugins the protocol `smtp` and the hooks
    /// @throws AssertionError if it does not start, with all problems
    public static FilteredServer start(String hooks, String more, MailPlugin... plugins) {
        var all = new ArrayList<>(List.of(plugins));
        all.add(registrar -> registrar.mechanism("say-so", SaySoMechanism.class, NoSettings.class));
        var server =
                TestServer.start(
                        config(hooks, more),
                        PluginSource.of(all.toArray(MailPlugin[]::new)),
                        options -> options);
        server.addAccount("bob@example.org", "secret");
        server.addAccount("postmaster@example.org", "secret");
        return new FilteredServer(server);
    }

    /// The element `<dns>` that makes the server ask a [TestDns].
    public static String asking(TestDns dns) {
        return "<dns><server>" + dns.server() + "</server></dns>";
    }

    /// The server itself.
    public TestServer server() {
        return server;
    }

    /// Connects as a client of that IP address; the banner is not read yet.
    public SmtpTalk connect(String client) {
        try {
            return SmtpTalk.connect(server.address("mx"), client);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends a message to `bob@example.org` as the stranger `bob@sender.example`, on a connection
    /// of its own.
    ///
    /// @param message with LF, sent as UTF-8, without the final dot
    /// @return the last reply
    public String send(String message) {
        return send("MAIL FROM:<bob@sender.example>", message);
    }

    /// The same with another command MAIL.
    public String send(String mail, String message) {
        try (var client = connect("192.0.2.7").greet("client.example")) {
            client.say(mail);
            client.say("RCPT TO:<bob@example.org>");
            return client.message(new String(message.getBytes(UTF_8), ISO_8859_1));
        }
    }

    /// Whether any mail has been delivered.
    public boolean hasDelivered() {
        return !server.deliveries().isEmpty();
    }

    /// The text of the first message that was delivered.
    public String delivered() {
        try (var in = server.deliveries().getFirst().content().open()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the metric of that name has come to, over all of its meters that have these labels.
    ///
    /// @param metric as in the text format of Prometheus, such as `staffetta_hook_findings_total`
    /// @param labels such as `check="dnsbl"`
    public long count(String metric, String... labels) {
        return (long)
                server.server()
                        .metrics()
                        .lines()
                        .filter(line -> line.startsWith(metric + "{"))
                        .filter(line -> List.of(labels).stream().allMatch(line::contains))
                        .mapToDouble(
                                line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum();
    }

    /// How often a check found that.
    public long findings(String check, String result) {
        return count(
                "staffetta_hook_findings_total",
                "check=\"" + check + "\"",
                "result=\"" + result + "\"");
    }

    /// How often a hook decided that, whether it was acted upon or not.
    ///
    /// @param decision such as `refuse`
    public long decisions(String hook, String phase, String decision) {
        return count(
                "staffetta_hook_decisions_total",
                "hook=\"" + hook + "\"",
                "phase=\"" + phase + "\"",
                "decision=\"" + decision + "\"");
    }

    @Override
    public void close() {
        server.close();
    }

    private static String config(String hooks, String more) {
        return """
        <staffetta hostname="mx.example.org">
          <domains><domain>example.org</domain></domains>
          <listeners>
            <listener name="mx" protocol="smtp" bind="127.0.0.1:0" tls="clear" chain="in"
                      auth="offered">
              <proxy-from><network>127.0.0.0/8</network></proxy-from>
            </listener>
          </listeners>
          <auth><accounts use="memory"/><mechanism use="say-so"/></auth>
          <chain name="in">%s</chain>
          <routes><route domain="local" use="recording"/></routes>
          <storage><spool use="memory"/></storage>
          <queue use="memory"/>
          <admin enabled="false"/>
          %s
        </staffetta>
        """
                .formatted(hooks, more);
    }
}

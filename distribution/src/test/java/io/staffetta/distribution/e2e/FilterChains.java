package io.staffetta.distribution.e2e;

import io.staffetta.testkit.FilterProcess;
import io.staffetta.testkit.MailFilters;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// A server with a listener for each of some chains of filters, and the folder where these listen.
/// The filters need not be there when the server starts.
final class FilterChains implements AutoCloseable {

    static final String US = "mail.example.org";
    static final String ACCOUNT = "anna@example.org";
    static final String PASSWORD = "the-password-of-anna";
    private static final String ENVELOPE_SENDER = "bob@example.org";

    private final ServerProcess server;

    private FilterChains(ServerProcess server) {
        this.server = server;
    }

    /// Starts a server.
    ///
    /// @param chains the hooks of each chain, by the name of its listener
    /// @param more further elements
    static FilterChains start(Path folder, Map<String, String> chains, String more) {
        var xml =
                """
                <staffetta hostname="%s">
                  <domains><domain>example.org</domain></domains>
                  <listeners>%s
                  </listeners>
                  <auth><accounts use="sql"/><mechanism use="plain"/></auth>
                  <relay><permit use="authenticated"/></relay>
                  %s
                  <routes><route domain="local" use="maildir"/></routes>
                  <admin bind="127.0.0.1:0"/>
                  %s
                </staffetta>
                """
                        .formatted(
                                US,
                                each(chains, FilterChains::listener),
                                each(chains, "<chain name=\"%s\">%s</chain>"::formatted),
                                more);
        var configuration = Configurations.write(folder.resolve("conf"), xml);
        var server =
                ServerProcess.start(Distribution.built(), folder.resolve("data"), configuration);
        server.addAccount(ACCOUNT, PASSWORD);
        return new FilterChains(server);
    }

    /// The chain `submission` is for users, the others are for strangers.
    private static String listener(String name, String hooks) {
        boolean users = name.equals("submission");
        return """

            <listener name="%1$s" protocol="%2$s" bind="127.0.0.1:0" tls="none" chain="%1$s"%3$s/>\
        """
                .formatted(
                        name,
                        users ? "submission" : "smtp",
                        users ? " auth-in-clear=\"true\"" : "");
    }

    private static String each(Map<String, String> chains, BinaryOperator<String> form) {
        return chains.entrySet().stream()
                .map(chain -> form.apply(chain.getKey(), chain.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /// The element for a filter.
    ///
    /// @param name of the filter and its socket
    /// @param settings further elements
    static String milter(MailFilters filters, String name, String... settings) {
        return "<hook use=\"milter\"><endpoint>%s</endpoint><name>%s</name>%s</hook>"
                .formatted(filters.endpoint(name), name, String.join("", settings));
    }

    ServerProcess server() {
        return server;
    }

    /// A client that has said EHLO.
    SmtpWire client(String listener) {
        var wire = SmtpWire.connect(server.address(listener));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }

    /// Sends a message from a stranger; returns the reply to the content, or what refused it
    /// before.
    String send(String listener, String content) {
        try (var wire = client(listener)) {
            return wire.message(ENVELOPE_SENDER, ACCOUNT, content);
        }
    }

    /// Waits until a message with this line is in the mailbox.
    String stored(String line) {
        return Maildir.of(server, "anna", "example.org").awaitContaining("\r\n" + line + "\r\n");
    }

    /// Whether a message with this line is in the mailbox now.
    boolean hasStored(String line) {
        return Maildir.of(server, "anna", "example.org").messages().stream()
                .anyMatch(text -> text.contains("\r\n" + line + "\r\n"));
    }

    /// A message of an author in our domain.
    static String message(String subject, String body) {
        return """
        From: Bob <bob@example.org>
        To: Anna <anna@example.org>
        Date: Mon, 01 Jun 2026 12:00:00 +0000
        Message-ID: <%1$s@example.org>
        Subject: %1$s

        %2$s
        """
                .formatted(subject, body)
                .replace("\n", "\r\n");
    }

    /// How often the filters decided that.
    long found(String check, String result) {
        return Http.get(server, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("staffetta_hook_findings_total{"))
                .filter(line -> line.contains("check=\"" + check + "\""))
                .filter(line -> line.contains("result=\"" + result + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// Stops a filter where it is; only [FilterProcess#kill] ends it now.
    static void freeze(FilterProcess filter) {
        Command.of("kill", "-STOP", Long.toString(filter.process().pid())).run();
    }

    @Override
    public void close() {
        server.close();
    }
}

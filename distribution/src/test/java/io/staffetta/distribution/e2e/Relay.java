package io.staffetta.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// A running server with a [RelayConfiguration]. `anna@example.org` has a mailbox there.
final class Relay implements AutoCloseable {

    static final String ANNA = "anna@example.org";

    /// For a server that lives for seconds.
    private static final String PACE = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private final Path folder;
    private final Path configuration;
    private final String options;
    private ServerProcess server;

    private Relay(Path folder, Path configuration, String options) {
        this.folder = folder;
        this.configuration = configuration;
        this.options = options;
        this.server = run();
    }

    static Relay start(Path folder, RelayConfiguration configuration) {
        return start(folder, configuration, "");
    }

    /// @param options of the JVM
    static Relay start(Path folder, RelayConfiguration configuration, String options) {
        var relay = new Relay(folder, configuration.write(folder.resolve("conf")), options);
        relay.server.addAccount(ANNA, "secret of the relay tests");
        return relay;
    }

    ServerProcess server() {
        return server;
    }

    /// Ends it, politely or not, and starts it again.
    void restart(boolean politely) {
        if (politely) {
            assertThat(server.stop()).isZero();
        } else {
            server.kill();
        }
        server = run();
    }

    /// What came to anna.
    Maildir inbox() {
        return Maildir.of(server, "anna", "example.org");
    }

    /// The reports that came to anna about a recipient.
    ///
    /// @param count how many to wait for at least
    List<Report> reports(int count, String recipient) {
        return inbox().await(count, Report.about(recipient)).stream().map(Report::parse).toList();
    }

    /// The report that came to anna about a recipient.
    Report report(String recipient) {
        return reports(1, recipient).getFirst();
    }

    /// A session in which EHLO has been said.
    SmtpWire session() {
        var wire = SmtpWire.connect(server.address("mx"));
        wire.reply();
        wire.say("EHLO client.example.net");
        return wire;
    }

    /// Takes a small message from anna.
    void send(String to, String subject) {
        send("<" + ANNA + ">", List.of("<" + to + ">"), text(subject));
    }

    /// Takes a message.
    ///
    /// @param mail argument of MAIL
    /// @param recipients arguments of RCPT
    void send(String mail, List<String> recipients, String content) {
        try (var wire = session()) {
            assertThat(wire.transaction(mail, recipients, content)).startsWith("250");
        }
    }

    /// A small message for a [SmtpSink].
    static String text(String subject) {
        return "From: %s\r\nSubject: %s\r\n\r\nhello\r\n%s".formatted(ANNA, subject, SmtpSink.END);
    }

    /// What waits.
    List<Queued> queue() {
        var listed = server.command("queue", "list", "--json", "--limit", "100000");
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        return Queued.parse(listed.out());
    }

    /// Waits until each recipient that waits is as wanted; returns those.
    List<Queued> awaitQueue(int size, Predicate<Queued> wanted) {
        var latest = new AtomicReference<>(queue());
        Patience.until(
                () -> {
                    latest.set(queue());
                    return latest.get().size() == size && latest.get().stream().allMatch(wanted);
                },
                () -> size + " wanted in the queue, got " + latest.get());
        return latest.get();
    }

    void retry() {
        var retried = server.command("queue", "retry");
        assertThat(retried.exitCode()).as(retried.err()).isZero();
    }

    @Override
    public void close() {
        server.close();
    }

    private ServerProcess run() {
        return ServerProcess.start(
                Distribution.built(),
                folder.resolve("data"),
                configuration,
                Map.of("STAFFETTA_OPTS", PACE + " " + options));
    }
}

package io.staffetta.policy;

import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.Server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/// One question to the server and what follows from its answer.
final class Inquiry implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Inquiry.class);

    private final PolicyClient client;
    private final Attributes attributes;
    private final Notes notes;
    private final Action otherwise;
    private final Decision onOk;
    private final String endpoint;

    private Inquiry(
            PolicyClient client,
            Attributes attributes,
            Notes notes,
            Action otherwise,
            Decision onOk,
            String endpoint) {
        this.client = client;
        this.attributes = attributes;
        this.notes = notes;
        this.otherwise = otherwise;
        this.onOk = onOk;
        this.endpoint = endpoint;
    }

    static Inquiry of(PolicySettings settings, Server server, Notes notes) {
        var endpoint = Objects.requireNonNull(settings.endpoint());
        var terms =
                new PolicyClient.Terms(
                        Objects.requireNonNull(settings.timeout()),
                        settings.tries().orElseThrow(),
                        Objects.requireNonNull(settings.retryDelay()),
                        Objects.requireNonNull(settings.idleTime()),
                        Objects.requireNonNull(settings.connectionAge()),
                        settings.requestsPerConnection(),
                        settings.maxConnections().orElseThrow(),
                        settings.maxReply().orElseThrow());
        try {
            return new Inquiry(
                    new PolicyClient(Endpoint.parse(endpoint), terms),
                    new Attributes(
                            Objects.requireNonNull(settings.policyContext()), server.version()),
                    notes,
                    ActionParser.parse(Objects.requireNonNull(settings.defaultAction())),
                    settings.ok() == PolicySettings.Ok.ACCEPT ? Decision.ACCEPT : Decision.NEXT,
                    endpoint);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("default-action " + e.getMessage(), e);
        }
    }

    /// Asks about a session.
    Decision of(Session session, Asked asked) throws InterruptedException {
        return decide(asked, session::report, action -> notes.add(session, action));
    }

    /// Asks about the transaction that begins.
    Decision ofNext(Session session, Asked asked) throws InterruptedException {
        return decide(asked, session::report, action -> notes.addToNext(session, action));
    }

    /// Asks about a transaction.
    Decision of(Transaction transaction, Asked asked) throws InterruptedException {
        return decide(asked, transaction::report, action -> notes.add(transaction, action));
    }

    private Decision decide(Asked asked, Consumer<Finding> report, Consumer<String> note)
            throws InterruptedException {
        if (asked.session().isRehearsal()) {
            // The server would remember what has never happened.
            report.accept(Finding.of("policy", "not-asked", "nothing is really happening"));
            return Decision.NEXT;
        }
        Action action;
        try {
            action = client.ask(attributes.request(asked).encode());
            report.accept(finding(action));
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("session", asked.session().id())
                    .addKeyValue("endpoint", endpoint)
                    .addKeyValue("state", asked.state())
                    .addKeyValue("error", e.getMessage())
                    .log("policy server gave no good answer");
            report.accept(Finding.of("policy", "temperror", String.valueOf(e.getMessage())));
            action = otherwise;
        }
        return switch (action) {
            case Action.Ok() -> onOk;
            case Action.Next next -> next(next, asked);
            case Action.Refuse refuse ->
                    refuse.disconnects()
                            ? new Decision.Disconnect(refuse.reply())
                            : new Decision.Refuse(refuse.reply());
            case Action.Prepend(var header) -> {
                note.accept("PREPEND " + header.name() + ":" + header.value());
                yield Decision.NEXT;
            }
            case Action.Hold(var text) -> noted("HOLD " + text, note);
            case Action.Discard(var text) -> noted("DISCARD " + text, note);
            case Action.Redirect(var mailbox) -> noted("REDIRECT " + mailbox, note);
            case Action.Bcc(var mailbox) -> noted("BCC " + mailbox, note);
        };
    }

    private static Decision noted(String action, Consumer<String> note) {
        note.accept(action);
        return Decision.NEXT;
    }

    private static Decision next(Action.Next next, Asked asked) {
        if (next.kind() == Action.Next.Kind.WARN || next.kind() == Action.Next.Kind.INFO) {
            log.atInfo()
                    .addKeyValue("session", asked.session().id())
                    .addKeyValue("state", asked.state())
                    .addKeyValue("recipient", asked.recipient())
                    .addKeyValue("text", next.text())
                    .log("policy server says");
        }
        return Decision.NEXT;
    }

    private static Finding finding(Action action) {
        return switch (action) {
            case Action.Ok() -> Finding.of("policy", "ok", "");
            case Action.Next next ->
                    Finding.of(
                            "policy",
                            next.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            next.text());
            case Action.Refuse refuse ->
                    Finding.of(
                            "policy",
                            refuse.reply().isTransient() ? "defer" : "reject",
                            refuse.reply().toString());
            case Action.Prepend(var header) -> Finding.of("policy", "prepend", header.name());
            case Action.Hold(var text) -> Finding.of("policy", "hold", text);
            case Action.Discard(var text) -> Finding.of("policy", "discard", text);
            case Action.Redirect(var mailbox) ->
                    Finding.of("policy", "redirect", mailbox.toString());
            case Action.Bcc(var mailbox) -> Finding.of("policy", "bcc", mailbox.toString());
        };
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

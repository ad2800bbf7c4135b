package io.staffetta.milter;

import io.staffetta.milter.wire.Patience;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Keywords;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.Server;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import jakarta.inject.Inject;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/// Asks a filter that speaks the milter protocol about everything in a session.
public final class MilterHook
        implements Hook.OnConnect,
                Hook.OnHelo,
                Hook.OnMail,
                Hook.OnRcpt,
                Hook.OnData,
                Hook.OnUnknown,
                Hook.OnMessage,
                Hook.OnDisconnect {

    private final MilterSettings settings;
    private final Ways ways;
    private final Sessions sessions;

    @Inject
    MilterHook(MilterSettings settings, Server server) {
        this.settings = settings;
        this.ways = Ways.of(settings, server.version(), server.data().resolve("milter"));
        this.sessions = new Sessions(ways);
    }

    /// Removes what a crash left.
    @Override
    public void start() throws IOException {
        if (Files.isDirectory(ways.folder())) {
            try (var left = Files.newDirectoryStream(ways.folder(), "body-*.tmp")) {
                for (var file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        sessions.close();
    }

    @Override
    public Decision onConnect(Session session) throws Exception {
        return ask(session, Rulings.Phase.CONNECT, Dialogue::connect);
    }

    @Override
    public Decision onHelo(Greeting greeting, Keywords keywords, Session session) throws Exception {
        return ask(
                session,
                Rulings.Phase.COMMAND,
                (dialogue, seen, patience) -> dialogue.helo(seen, greeting, patience));
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session)
            throws Exception {
        var id = session.transaction().orElse(session.id());
        return ask(
                session,
                Rulings.Phase.COMMAND,
                (dialogue, seen, patience) ->
                        dialogue.mail(seen, id, sender, parameters, patience));
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction)
            throws Exception {
        return ask(
                transaction.session(),
                Rulings.Phase.COMMAND,
                (dialogue, _, patience) ->
                        dialogue.recipient(transaction, recipient, parameters, patience));
    }

    @Override
    public Decision onData(Transaction transaction) throws Exception {
        return ask(
                transaction.session(),
                Rulings.Phase.COMMAND,
                (dialogue, _, patience) -> dialogue.data(transaction, patience));
    }

    @Override
    public Decision onUnknown(String line, Session session) throws Exception {
        return ask(
                session,
                Rulings.Phase.COMMAND,
                (dialogue, seen, patience) -> dialogue.unknown(seen, line, patience));
    }

    private interface Question {
        Verdict of(Dialogue dialogue, Session session, Patience patience) throws IOException;
    }

    private Decision ask(Session session, Rulings.Phase phase, Question question) throws Exception {
        var verdict =
                sessions.ask(
                        session,
                        dialogue -> question.of(dialogue, session, ways.command()),
                        () -> false);
        if (verdict.isNews() && Dialogue.isFinal(verdict.verdict())) {
            session.report(
                    Rulings.finding(ways.name(), verdict.verdict(), verdict.detail(), Map.of()));
        }
        return Rulings.decision(verdict.verdict(), phase);
    }

    @Override
    public MessageDecision onMessage(Message message) throws Exception {
        var transaction = message.transaction();
        var session = transaction.session();
        boolean tooLarge = message.content().size() > settings.maxMessageSize();
        var shown = ShownMessage.of(message);
        try (var edits = new Edits(ways, message, shown)) {
            var answer =
                    sessions.ask(
                            session,
                            dialogue ->
                                    tooLarge
                                            ? dialogue.settled(transaction.id())
                                                    .orElse(Rulings.tooLarge(settings.tooLarge()))
                                            : new Showing(dialogue, ways.content())
                                                    .show(message, shown, edits),
                            edits::replacesBody);
            var verdict = answer.verdict();
            if (answer.isNews() || answer.isFailure()) {
                var detail = tooLarge && answer.detail().isEmpty() ? "too large" : answer.detail();
                transaction.report(Rulings.finding(ways.name(), verdict, detail, edits.summary()));
            }
            return Rulings.messageDecision(verdict, ways.name());
        }
    }

    @Override
    public void onDisconnect(DisconnectReason reason, Session session) throws Exception {
        sessions.forget(session.id());
    }
}

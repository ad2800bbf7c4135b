package io.staffetta.milter;

import io.staffetta.milter.wire.Events;
import io.staffetta.milter.wire.Link;
import io.staffetta.milter.wire.Parameters;
import io.staffetta.milter.wire.Patience;
import io.staffetta.milter.wire.Response;
import io.staffetta.milter.wire.Stage;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/// One session with one filter. Used by one thread at a time.
///
/// What the filter has not been told in its time, because another hook ended a phase or a guard
/// refused afterwards, it is told before the next event: its picture of the session is always that
/// of the kernel.
final class Dialogue {

    private static final Logger log = LoggerFactory.getLogger(Dialogue.class);

    private final Ways ways;
    private @Nullable Link link;
    private @Nullable Verdict over;
    private boolean failed;
    private boolean greeted;
    private @Nullable Told told;

    Dialogue(Ways ways) {
        this.ways = ways;
    }

    /// What holds for the rest of the session; `null` while the filter is asked.
    @Nullable Verdict over() {
        return over;
    }

    /// Whether it is so because the filter failed.
    boolean hasFailed() {
        return failed;
    }

    /// What the filter has said of the message under way before it was asked again.
    @Nullable Verdict settled() {
        var now = told;
        return now == null ? null : now.settled;
    }

    /// What the filter has said of a message of which it has heard part only.
    Optional<Verdict> settled(String transaction) {
        var now = told;
        return now != null && now.id.equals(transaction)
                ? Optional.ofNullable(now.settled)
                : Optional.empty();
    }

    /// The filter is not asked any more.
    Verdict end(Verdict verdict) {
        over = verdict;
        close();
        return verdict;
    }

    /// Closes the connection; what holds goes on to hold.
    void close() {
        var open = link;
        var now = told;
        link = null;
        told = null;
        if (open != null) {
            open.quit(now != null && now.settled == null, ways.farewell());
        }
    }

    /// Closes the connection at once: nothing more can be said on it.
    Verdict broken(Verdict verdict) {
        over = verdict;
        failed = true;
        told = null;
        var open = link;
        link = null;
        if (open != null) {
            open.close();
        }
        return verdict;
    }

    /// Makes sure that the filter knows of the connection.
    Verdict connect(Session session, Patience patience) throws IOException {
        if (over != null) {
            return over;
        }
        if (link != null) {
            return Verdict.CONTINUE;
        }
        var opened = ways.open(session.hostname(), patience);
        link = opened;
        var macros = ways.macros(session);
        var event = Events.connection(macros.clientName(), session.remote());
        return ofConnection(say(Stage.CONNECT, macros, event, patience));
    }

    Verdict helo(Session session, Greeting greeting, Patience patience) throws IOException {
        var verdict = connect(session, patience);
        if (isFinal(verdict)) {
            return verdict;
        }
        forget(patience);
        greeted = true;
        var event = Events.text(greeting.name());
        return ofConnection(say(Stage.HELO, ways.macros(session), event, patience));
    }

    Verdict unknown(Session session, String line, Patience patience) throws IOException {
        var verdict = reach(session, patience);
        if (isFinal(verdict)) {
            return verdict;
        }
        return switch (say(Stage.UNKNOWN, ways.macros(session), Events.text(line), patience)) {
            case Response.Reject _ -> Verdict.reject();
            case Response.Tempfail _ -> Verdict.tempfail();
            case Response.ReplyCode(var reply) -> Verdict.reply(reply);
            case Response.ConnectionFail _, Response.Shutdown _ -> end(Verdict.shutdown());
            case Response.Continue _, Response.Accept _, Response.Discard _, Response.Skip _ ->
                    Verdict.CONTINUE;
        };
    }

    Verdict mail(
            Session session,
            String id,
            ReversePath sender,
            MailParameters parameters,
            Patience patience)
            throws IOException {
        var verdict = reach(session, patience);
        if (isFinal(verdict)) {
            return verdict;
        }
        forget(patience);
        var begun = new Told(id, sender, parameters);
        told = begun;
        var event = Events.path(sender.toString(), Parameters.of(parameters));
        var macros = ways.macros(session).of(id, sender, parameters);
        return ofMessage(begun, Stage.MAIL, say(Stage.MAIL, macros, event, patience), patience);
    }

    Verdict recipient(
            Transaction transaction,
            Mailbox recipient,
            RecipientParameters parameters,
            Patience patience)
            throws IOException {
        var verdict = begin(transaction, patience);
        var now = told;
        if (isFinal(verdict) || now == null || now.enough.contains(Stage.RCPT)) {
            return verdict;
        }
        return recipient(transaction.session(), now, recipient, parameters, patience);
    }

    private Verdict recipient(
            Session session,
            Told now,
            Mailbox recipient,
            RecipientParameters parameters,
            Patience patience)
            throws IOException {
        var event = Events.path(recipient.toString(), Parameters.of(parameters));
        var macros = macros(session, now).to(recipient);
        var response = say(Stage.RCPT, macros, event, patience);
        boolean ofThisOne =
                response instanceof Response.Reject
                        || response instanceof Response.Tempfail
                        || (response instanceof Response.ReplyCode(var reply)
                                && reply.code() != 421);
        if (ofThisOne) {
            now.refused.add(recipient);
            return refusal(response);
        }
        now.recipients.add(recipient);
        return ofMessage(now, Stage.RCPT, response, patience);
    }

    Verdict data(Transaction transaction, Patience patience) throws IOException {
        var verdict = envelope(transaction, patience);
        var now = told;
        if (isFinal(verdict) || now == null) {
            return verdict;
        }
        now.data = true;
        var macros = macros(transaction.session(), now);
        var response = say(Stage.DATA, macros, Events.nothing(), patience);
        return ofMessage(now, Stage.DATA, response, patience);
    }

    /// Makes sure that the filter knows a transaction as it is.
    Verdict envelope(Transaction transaction, Patience patience) throws IOException {
        var verdict = begin(transaction, patience);
        var now = told;
        if (isFinal(verdict) || now == null || now.data || knows(now, transaction)) {
            return verdict;
        }
        return again(transaction, now, patience);
    }

    private static boolean knows(Told now, Transaction transaction) {
        var accepted =
                transaction.recipients().stream()
                        .map(Recipient::original)
                        .filter(mailbox -> !now.refused.contains(mailbox))
                        .toList();
        return now.enough.contains(Stage.RCPT) || accepted.equals(now.recipients);
    }

    /// Tells the transaction from its start: a recipient cannot be taken back in any other way.
    private Verdict again(Transaction transaction, Told before, Patience patience)
            throws IOException {
        var session = transaction.session();
        var verdict = mail(session, before.id, before.sender, before.parameters, patience);
        for (var recipient : transaction.recipients()) {
            var now = told;
            if (isFinal(verdict) || now == null) {
                return verdict;
            }
            if (before.refused.contains(recipient.original())) {
                now.refused.add(recipient.original());
                continue;
            }
            verdict =
                    recipient(session, now, recipient.original(), recipient.parameters(), patience);
            if (isFinal(verdict)) {
                return over == null ? settle(now, verdict, patience) : verdict;
            }
        }
        return verdict;
    }

    private Verdict begin(Transaction transaction, Patience patience) throws IOException {
        if (over != null) {
            return over;
        }
        var now = told;
        if (now != null && now.id.equals(transaction.id())) {
            var settled = now.settled;
            return settled == null ? Verdict.CONTINUE : settled;
        }
        return mail(
                transaction.session(),
                transaction.id(),
                transaction.reversePath(),
                transaction.parameters(),
                patience);
    }

    private Verdict reach(Session session, Patience patience) throws IOException {
        var verdict = connect(session, patience);
        var greeting = session.greeting();
        if (isFinal(verdict) || greeted || greeting.isEmpty()) {
            return verdict;
        }
        return helo(session, greeting.get(), patience);
    }

    /// Ends the transaction the filter knows of, if it still has to be told that it is over.
    void forget(Patience patience) throws IOException {
        var now = told;
        told = null;
        if (now != null && now.settled == null) {
            link().abort(patience);
        }
    }

    /// The filter has said all about a message that it will say.
    Verdict settle(Told now, Verdict verdict, Patience patience) {
        if (now.settled == null) {
            try {
                link().abort(patience);
            } catch (IOException e) {
                // Its word stands. Whether it can still be talked to, the next event will show.
                log.debug("filter does not hear that a message has ended", e);
            }
        }
        now.settled = verdict;
        return verdict;
    }

    /// What an answer means before the end of a message.
    Verdict ofMessage(Told now, Stage stage, Response.Final response, Patience patience) {
        return switch (response) {
            case Response.Continue _ -> Verdict.CONTINUE;
            case Response.Skip _ -> {
                now.enough.add(stage);
                yield Verdict.CONTINUE;
            }
            case Response.Accept _ -> settle(now, Verdict.ACCEPT, patience);
            case Response.Discard _ -> settle(now, Verdict.DISCARD, patience);
            case Response.Reject _, Response.Tempfail _, Response.ReplyCode _ ->
                    settle(now, refusal(response), patience);
            case Response.ConnectionFail _, Response.Shutdown _ -> end(Verdict.shutdown());
        };
    }

    private Verdict ofConnection(Response.Final response) {
        return switch (response) {
            case Response.Continue _, Response.Skip _ -> Verdict.CONTINUE;
            case Response.Accept _ -> end(Verdict.ACCEPT);
            case Response.Discard _ -> {
                log.atWarn()
                        .addKeyValue("milter", ways.name())
                        .log("a filter cannot discard a connection; going on");
                yield Verdict.CONTINUE;
            }
            case Response.Reject _, Response.Tempfail _, Response.ReplyCode _ ->
                    end(refusal(response));
            case Response.ConnectionFail _, Response.Shutdown _ -> end(Verdict.shutdown());
        };
    }

    private static Verdict refusal(Response.Final response) {
        return switch (response) {
            case Response.Reject _ -> Verdict.reject();
            case Response.ReplyCode(var reply) -> Verdict.reply(reply);
            default -> Verdict.tempfail();
        };
    }

    /// Sends an event with its macros, if the filter wants it.
    Response.Final say(Stage stage, Macros macros, byte[] event, Patience patience)
            throws IOException {
        sendMacros(stage, macros);
        return link().wants(stage) ? link().tell(stage, event, patience) : new Response.Continue();
    }

    void sendMacros(Stage stage, Macros macros) {
        var asked = link().agreement().macros();
        link().macros(stage, macros.list(stage, asked, ways.macroLists()));
    }

    Macros macros(Session session, Told now) {
        return ways.macros(session).of(now.id, now.sender, now.parameters);
    }

    /// What the filter knows of the transaction under way.
    @Nullable Told told() {
        return told;
    }

    Link link() {
        var open = link;
        if (open == null) {
            throw new IllegalStateException("the filter is not asked any more");
        }
        return open;
    }

    /// Whether a phase ends with it.
    static boolean isFinal(Verdict verdict) {
        return !verdict.equals(Verdict.CONTINUE);
    }
}

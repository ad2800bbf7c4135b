package io.staffetta.policy;

import io.staffetta.spi.hook.Decision;
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

/// Asks a policy server in the stages the operator chose, and does with the message in the end what
/// it wanted.
public final class PolicyHook
        implements Hook.OnConnect,
                Hook.OnHelo,
                Hook.OnMail,
                Hook.OnRcpt,
                Hook.OnData,
                Hook.OnMessage {

    private final PolicySettings settings;
    private final Inquiry inquiry;
    private final Instances instances;
    private final Notes notes;

    @Inject
    PolicyHook(PolicySettings settings, Server server) {
        this.settings = settings;
        // Two hooks that ask the same server the same are one as far as a message is concerned.
        var key = settings.endpoint() + " " + settings.policyContext();
        this.instances = new Instances(key);
        this.notes = new Notes(key, settings.maxNotes().orElseThrow());
        this.inquiry = Inquiry.of(settings, server, notes);
    }

    @Override
    public void close() throws IOException {
        inquiry.close();
    }

    @Override
    public Decision onConnect(Session session) throws Exception {
        return isAsked(Stage.CONNECT, session)
                ? inquiry.of(session, Asked.of(session, "CONNECT", session.id()))
                : Decision.NEXT;
    }

    @Override
    public Decision onHelo(Greeting greeting, Keywords keywords, Session session) throws Exception {
        if (!isAsked(Stage.HELO, session)) {
            return Decision.NEXT;
        }
        var state = greeting.verb() == Greeting.Verb.HELO ? "HELO" : "EHLO";
        return inquiry.of(session, Asked.of(session, state, session.id()));
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session)
            throws Exception {
        if (!isAsked(Stage.MAIL, session)) {
            return Decision.NEXT;
        }
        return inquiry.ofNext(
                session,
                new Asked(
                        session,
                        "MAIL",
                        sender,
                        "",
                        0,
                        "",
                        instances.begin(session),
                        parameters.size().orElse(0)));
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction)
            throws Exception {
        return isAsked(Stage.RCPT, transaction.session())
                ? inquiry.of(
                        transaction,
                        asked(transaction, "RCPT", recipient.toString(), 0, declared(transaction)))
                : Decision.NEXT;
    }

    @Override
    public Decision onData(Transaction transaction) throws Exception {
        return isAsked(Stage.DATA, transaction.session())
                ? inquiry.of(transaction, ended(transaction, Stage.DATA, declared(transaction)))
                : Decision.NEXT;
    }

    @Override
    public MessageDecision onMessage(Message message) throws Exception {
        var transaction = message.transaction();
        if (isAsked(Stage.END_OF_MESSAGE, transaction.session())) {
            var decision =
                    inquiry.of(
                            transaction,
                            ended(transaction, Stage.END_OF_MESSAGE, message.content().size()));
            if (decision instanceof Decision.Refuse || decision instanceof Decision.Disconnect) {
                return decision;
            }
            var noted = Afterwards.apply(notes.of(transaction), message);
            return noted.orElse(decision);
        }
        return Afterwards.apply(notes.of(transaction), message).orElse(Decision.NEXT);
    }

    private boolean isAsked(Stage stage, Session session) {
        return settings.stages().contains(stage)
                && !(settings.skipAuthenticated().orElseThrow() && session.identity().isPresent());
    }

    private Asked ended(Transaction transaction, Stage stage, long size) {
        var all = transaction.recipients();
        var only = all.size() == 1 ? all.getFirst().original().toString() : "";
        return asked(transaction, stage.protocolState(), only, all.size(), size);
    }

    private Asked asked(
            Transaction transaction, String state, String recipient, int recipients, long size) {
        return new Asked(
                transaction.session(),
                state,
                transaction.reversePath(),
                recipient,
                recipients,
                transaction.recipients().isEmpty() ? "" : transaction.id(),
                instances.of(transaction),
                size);
    }

    private static long declared(Transaction transaction) {
        return transaction.parameters().size().orElse(0);
    }
}

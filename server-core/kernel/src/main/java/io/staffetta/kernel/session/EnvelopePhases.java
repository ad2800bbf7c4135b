package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.protocol.Answer;

import java.util.List;
import java.util.Optional;

/// MAIL, RCPT and DATA: hooks first, then, unless they refused already, the guards.
final class EnvelopePhases {

    private final SessionState state;
    private final HookChain hooks;
    private final Turns turns;
    private final Rulings rulings;
    private final List<MailGuard> mailGuards;
    private final Submitter submitter;
    private final RecipientGuard recipientGuard;
    private final Trace trace;

    EnvelopePhases(
            SessionState state,
            HookChain hooks,
            Turns turns,
            Rulings rulings,
            List<MailGuard> mailGuards,
            Submitter submitter,
            RecipientGuard recipientGuard,
            Trace trace) {
        this.state = state;
        this.hooks = hooks;
        this.turns = turns;
        this.rulings = rulings;
        this.mailGuards = mailGuards;
        this.submitter = submitter;
        this.recipientGuard = recipientGuard;
        this.trace = trace;
    }

    Answer mail(ReversePath sender, MailParameters parameters) {
        var id = state.nextTransactionId();
        state.facts = state.facts.in(Optional.of(id));
        var before = state.facts.attributes();
        var ruling =
                hooks.run(
                        Phase.MAIL,
                        Hook.OnMail.class,
                        (hook, scope) ->
                                turns.session(
                                        scope, seen -> hook.onMail(sender, parameters, seen)));
        var refusal =
                Rulings.refusal(ruling)
                        .or(() ->
                                MailGuard.check(
                                        mailGuards, sender, parameters, state.facts, trace));
        // What hooks say of a reverse-path is said of its transaction, not of those that follow.
        var said = state.facts.attributes().since(before);
        state.facts = state.facts.with(state.facts.attributes().withResultsOf(before));
        if (refusal.isPresent()) {
            state.facts = state.facts.in(Optional.empty());
            SessionLog.mailRefused(state.facts, said, sender, refusal.get());
            return rulings.refused(ruling, refusal.get());
        }
        var facts =
                new TransactionFacts(
                        id, sender, submitter.believed(parameters, state.facts), List.of(), said);
        state.transaction = new OpenTransaction(facts);
        return Answer.PROCEED;
    }

    Answer recipient(OpenTransaction open, Mailbox recipient, RecipientParameters parameters) {
        var ruling =
                hooks.run(
                        Phase.RCPT,
                        Hook.OnRcpt.class,
                        (hook, scope) ->
                                turns.transaction(
                                        scope,
                                        open,
                                        seen -> hook.onRcpt(recipient, parameters, seen)));
        var refusal = Rulings.refusal(ruling).or(() -> admit(open, recipient, parameters));
        if (refusal.isPresent()) {
            open.refused(refusal.get());
            count(refusal.get());
            SessionLog.recipientRefused(state.facts, recipient.toString(), refusal.get());
            return rulings.refused(ruling, refusal.get());
        }
        return Answer.PROCEED;
    }

    private void count(Refusal refusal) {
        if (refusal.by().equals(RecipientGuard.BY)
                && refusal.reply().equals(Replies.NO_SUCH_USER)) {
            state.count(new Tally(0, 1, 0, 0, 0));
        }
        if (refusal.by().equals(RelayGuard.BY) && refusal.reply().equals(Replies.RELAYING_DENIED)) {
            state.count(new Tally(0, 0, 1, 0, 0));
        }
    }

    Answer data(OpenTransaction open) {
        var ruling =
                hooks.run(
                        Phase.DATA,
                        Hook.OnData.class,
                        (hook, scope) -> turns.transaction(scope, open, hook::onData));
        var refusal = Rulings.refusal(ruling);
        if (refusal.isPresent()) {
            open.lastRefusal = refusal;
            return rulings.refused(ruling, refusal.get());
        }
        open.stage = OpenTransaction.Stage.CONTENT;
        return Answer.PROCEED;
    }

    private Optional<Refusal> admit(
            OpenTransaction open, Mailbox recipient, RecipientParameters parameters) {
        return switch (recipientGuard.check(
                recipient, open.facts.recipients().size(), state.facts, open.facts)) {
            case RecipientGuard.Refused(var refusal) -> Optional.of(refusal);
            case RecipientGuard.Admitted admitted -> {
                open.add(recipient, parameters, admitted);
                yield Optional.empty();
            }
        };
    }
}

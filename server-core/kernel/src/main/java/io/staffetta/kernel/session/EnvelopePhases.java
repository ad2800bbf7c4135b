package io.staffetta.kernel.session;

import io.staffetta.spi.hook.Hook;
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
        if (refusal.isPresent()) {
            SessionLog.mailRefused(state.facts, sender, refusal.get());
            return rulings.refused(ruling, refusal.get());
        }
        var facts =
                new TransactionFacts(
                        state.nextTransactionId(),
                        sender,
                        submitter.believed(parameters, state.facts),
                        List.of(),
                        Attributes.NONE);
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
            SessionLog.recipientRefused(state.facts, recipient.toString(), refusal.get());
            return rulings.refused(ruling, refusal.get());
        }
        return Answer.PROCEED;
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

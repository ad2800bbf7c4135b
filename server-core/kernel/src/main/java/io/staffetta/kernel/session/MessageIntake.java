package io.staffetta.kernel.session;

import io.staffetta.kernel.session.Turns.EditedMessage;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Tally;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.protocol.Acceptance;
import io.staffetta.spi.spool.Draft;
import io.staffetta.spi.spool.SpoolFullException;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/// Takes a message that was received as a whole: guards, hooks, guards for what hooks added,
/// storage. Nothing but a return of the spool makes it accepted.
final class MessageIntake {

    private static final Logger log = LoggerFactory.getLogger(MailSession.class);

    private final SessionPolicy policy;
    private final SessionServices services;
    private final SessionState state;
    private final HookChain hooks;
    private final Turns turns;
    private final ContentGuard contentGuard;
    private final RecipientGuard recipientGuard;

    MessageIntake(
            SessionPolicy policy,
            SessionServices services,
            SessionState state,
            HookChain hooks,
            Turns turns,
            RecipientGuard recipientGuard) {
        this.policy = policy;
        this.services = services;
        this.state = state;
        this.hooks = hooks;
        this.turns = turns;
        this.contentGuard = new ContentGuard(policy.limits());
        this.recipientGuard = recipientGuard;
    }

    Acceptance accept(OpenTransaction open, Draft draft, Header trace) {
        var tooLarge = contentGuard.check(draft.size());
        if (tooLarge.isPresent()) {
            return refuse(open, draft, tooLarge.get());
        }
        try {
            var content = draft.content();
            return switch (contentGuard.check(content)) {
                case ContentGuard.Refused(var refusal) -> refuse(open, draft, refusal);
                case ContentGuard.Admitted(var section) -> {
                    var message = new EditedMessage(MessageEdits.none(content, section, trace));
                    try {
                        yield decided(open, draft, message);
                    } finally {
                        message.close();
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            return notStored(open, draft, e);
        }
    }

    private Acceptance decided(OpenTransaction open, Draft draft, EditedMessage message)
            throws IOException {
        var ruling =
                hooks.run(
                        Phase.MESSAGE,
                        Hook.OnMessage.class,
                        (hook, scope) ->
                                turns.message(
                                        scope,
                                        open,
                                        message,
                                        services.spool(),
                                        policy.limits().messageSize(),
                                        hook::onMessage));
        return switch (ruling.decision()) {
            case Decision.Next _, Decision.Accept _ ->
                    admit(open, draft, message, Optional.empty(), ruling.by());
            case MessageDecision.Quarantine(var reason) ->
                    admit(open, draft, message, Optional.of(SessionLog.safe(reason)), ruling.by());
            case MessageDecision.Discard(var reason) ->
                    discard(open, draft, ruling.by(), SessionLog.safe(reason));
            case Decision.Refuse(var reply) -> refuse(open, draft, new Refusal(reply, ruling.by()));
            case Decision.Disconnect(var reply) -> {
                ended(open, draft, "refused", ruling.by(), reply.code());
                state.stage = SessionState.Stage.OVER;
                yield new Acceptance.Disconnect(reply);
            }
        };
    }

    private Acceptance admit(
            OpenTransaction open,
            Draft draft,
            EditedMessage message,
            Optional<String> hold,
            String by)
            throws IOException {
        if (open.facts.recipients().isEmpty()) {
            return discard(open, draft, by, "no recipient left");
        }
        var refusal = guardAdded(open);
        return refusal.isPresent()
                ? refuse(open, draft, refusal.get())
                : store(open, draft, message, hold, by);
    }

    /// Recipients that hooks added get no privilege.
    private Optional<Refusal> guardAdded(OpenTransaction open) {
        var guarded = new ArrayList<AcceptedRecipient>();
        for (var recipient : open.facts.recipients()) {
            if (!recipient.isUnguarded()) {
                guarded.add(recipient);
                continue;
            }
            switch (recipientGuard.check(
                    recipient.given(), guarded.size(), state.facts, open.facts)) {
                case RecipientGuard.Refused(var refusal) -> {
                    return Optional.of(refusal);
                }
                case RecipientGuard.Admitted(var targets, var permit) -> {
                    permit.ifPresent(open.permits::add);
                    guarded.add(
                            new AcceptedRecipient(
                                    recipient.given(), recipient.parameters(), targets));
                }
            }
        }
        open.facts = open.facts.with(guarded);
        return Optional.empty();
    }

    private Acceptance store(
            OpenTransaction open,
            Draft draft,
            EditedMessage message,
            Optional<String> hold,
            String by)
            throws IOException {
        long size = message.edits.content().size();
        var stored = message.edits.stored();
        var spooled =
                services.spool()
                        .store(
                                Envelopes.of(state.facts, open.facts, services.clock().instant()),
                                hold,
                                stored.head(),
                                message.edits.body().orElse(draft),
                                stored.skip());
        submit(spooled);
        state.count(new Tally(0, 0, 0, 0, 1));
        var id = spooled.id().toString();
        SessionLog.ended(
                state.facts,
                open,
                hold.isPresent() ? "quarantined" : "accepted",
                id,
                by,
                250,
                size);
        return new Acceptance.Accepted(id);
    }

    /// The message is safe: a queue that fails does not make it less so, and finds it in the spool
    /// at its next start.
    private void submit(SpooledMessage spooled) {
        try {
            services.queue().submit(spooled);
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("id", spooled.id())
                    .setCause(e)
                    .log("queue failed to take a message over; it stays in the spool");
        }
    }

    private Acceptance discard(OpenTransaction open, Draft draft, String by, String reason) {
        log.atInfo()
                .addKeyValue("session", state.facts.id())
                .addKeyValue("id", open.facts.id())
                .addKeyValue("by", by)
                .log("discarding: {}", reason);
        ended(open, draft, "discarded", by, 250);
        return new Acceptance.Accepted(open.facts.id());
    }

    private Acceptance refuse(OpenTransaction open, Draft draft, Refusal refusal) {
        ended(open, draft, "refused", refusal.by(), refusal.reply().code());
        return new Acceptance.Refuse(refusal.reply());
    }

    /// Whatever went wrong here, the client may try again: never 250, and never 5yz.
    private Acceptance notStored(OpenTransaction open, Draft draft, Exception e) {
        boolean full =
                e instanceof SpoolFullException || e.getCause() instanceof SpoolFullException;
        var reply = full ? Replies.NO_SPACE : Replies.NOT_STORED;
        var event =
                full
                        ? log.atWarn().addKeyValue("error", String.valueOf(e.getMessage()))
                        : log.atError().setCause(e);
        event.addKeyValue("session", state.facts.id()).log("message not stored");
        return refuse(open, draft, new Refusal(reply, "spool"));
    }

    private void ended(OpenTransaction open, Draft draft, String result, String by, int code) {
        SessionLog.ended(state.facts, open, result, open.facts.id(), by, code, draft.size());
    }
}

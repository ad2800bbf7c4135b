package io.staffetta.ratelimit;

import io.staffetta.spi.auth.Identity;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.DisconnectReason;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.spi.state.StateStore;

import jakarta.inject.Inject;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Limits how much a client, an account, a sender or a recipient may cause in a while, and how many
/// sessions it may have at once.
public final class RateLimit
        implements Hook.OnConnect,
                Hook.OnAuth,
                Hook.OnMail,
                Hook.OnRcpt,
                Hook.OnMessage,
                Hook.OnDisconnect {

    private final RateLimitSettings settings;
    private final StateStore state;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Meters meters;
    private final Map<String, OpenSession> sessions = new ConcurrentHashMap<>();
    private Limits limits;

    @Inject
    RateLimit(
            RateLimitSettings settings,
            StateStore state,
            InstantSource clock,
            Ledger ledger,
            Meters meters) {
        this.settings = settings;
        this.state = state;
        this.clock = clock;
        this.ledger = ledger;
        this.meters = meters;
        this.limits = new Limits(settings, List.of());
    }

    @Override
    public void start() {
        limits =
                new Limits(
                        settings,
                        settings.limits().stream()
                                .map(limit -> ledger.open(limit, settings, state, clock))
                                .toList());
    }

    @Override
    public void close() {
        sessions.values().forEach(OpenSession::end);
        ledger.close(limits.accounts());
    }

    @Override
    public Decision onConnect(Session session) {
        return decide(Moment.CONNECT, Subject.of(session), open(session), session::report);
    }

    @Override
    public Decision onAuth(Optional<Identity> identity, String mechanism, Session session) {
        return identity.map(who ->
                        decide(
                                Moment.AUTH,
                                Subject.of(session).as(who.account()),
                                open(session),
                                session::report))
                .orElse(Decision.NEXT);
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session) {
        var subject = Subject.of(session).from(sender);
        // Once, before anything that can wait: the session may be over when it has waited.
        var open = open(session);
        if (!session.isRehearsal()) {
            open.endTransaction();
            chargeFailures(subject, open);
            ledger.saveIfDue(settings, clock.instant());
        }
        return decide(Moment.MAIL, subject, open, session::report);
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction) {
        var subject = Subject.of(transaction.session()).from(transaction.reversePath());
        var open = open(transaction.session());
        chargeFailures(subject, open);
        return decide(Moment.RCPT, subject.to(recipient), open, transaction::report);
    }

    @Override
    public MessageDecision onMessage(Message message) {
        var transaction = message.transaction();
        var subject = Subject.of(transaction.session()).from(transaction.reversePath());
        if (!transaction.session().isRehearsal()) {
            long size = message.content().size();
            limits.charge(LimitSettings.Of.OCTETS, subject, size);
            transaction.recipients().stream()
                    .map(Recipient::original)
                    .forEach(one -> limits.chargeRecipient(subject.to(one), size));
        }
        return Decision.NEXT;
    }

    @Override
    public void onDisconnect(DisconnectReason reason, Session session) {
        var open = sessions.remove(session.id());
        if (open != null) {
            open.end();
            chargeFailures(Subject.of(session), open);
        }
        ledger.saveIfDue(settings, clock.instant());
    }

    /// How many sessions are known.
    int sessions() {
        return sessions.size();
    }

    private Decision decide(Moment moment, Subject subject, OpenSession open, Reporting findings) {
        if (subject.isExempt(settings)) {
            return Decision.NEXT;
        }
        var session = subject.session();
        boolean rehearsal = session.isRehearsal();
        var exceeded =
                rehearsal
                        ? limits.rehearse(moment, subject)
                        : limits.enter(moment, subject, open)
                                .or(() -> limits.take(moment, subject));
        if (exceeded.isEmpty()) {
            if (moment == Moment.MAIL) {
                findings.report(Finding.of("rate-limit", "ok", ""));
            }
            return Decision.NEXT;
        }
        var limit = exceeded.get().limit();
        findings.report(
                Finding.of("rate-limit", "exceeded", limit.name() + ": " + exceeded.get().name()));
        if (!rehearsal) {
            meters.counter("ratelimit.exceeded", Map.of("limit", limit.name())).increment();
        }
        return Replies.of(moment, limit, exceeded.get().delay(), settings.help());
    }

    /// What failed is known only when the client says the next thing.
    private void chargeFailures(Subject subject, OpenSession open) {
        var session = subject.session();
        if (session.isRehearsal() || subject.isExempt(settings)) {
            return;
        }
        var tally = session.tally();
        int failed = open.newlyFailed(tally.unknownRecipients() + tally.relayAttempts());
        if (failed > 0) {
            limits.charge(LimitSettings.Of.FAILED_RECIPIENTS, subject, failed);
        }
    }

    private OpenSession open(Session session) {
        return session.isRehearsal()
                ? new OpenSession()
                : sessions.computeIfAbsent(session.id(), _ -> new OpenSession());
    }

    private interface Reporting {
        void report(Finding finding);
    }
}

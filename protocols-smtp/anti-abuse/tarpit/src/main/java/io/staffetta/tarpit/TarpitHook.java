package io.staffetta.tarpit;

import io.staffetta.spi.hook.Attribute;
import io.staffetta.spi.hook.Decision;
import io.staffetta.spi.hook.Finding;
import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.hook.Hook;
import io.staffetta.spi.hook.Keywords;
import io.staffetta.spi.hook.Session;
import io.staffetta.spi.hook.Transaction;
import io.staffetta.spi.hook.Verdict;
import io.staffetta.spi.host.Meters;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;
import io.staffetta.tarpit.TarpitSettings.Where;

import jakarta.inject.Inject;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Keeps clients waiting that behave like abusers. It decides nothing.
final class TarpitHook
        implements Hook.OnConnect, Hook.OnHelo, Hook.OnMail, Hook.OnRcpt, Hook.OnData {

    /// How long the session was delayed so far, by all hooks of this kind.
    static final Attribute.OfSession<Duration> WAITED =
            new Attribute.OfSession<>("tarpit.waited", Duration.class);

    private static final String CHECK = "tarpit";
    private static final Set<String> FRIENDLY = Set.of("next", "accept");

    private final TarpitSettings settings;
    private final Semaphore places;
    private final Meters.Timer delays;

    @Inject
    TarpitHook(TarpitSettings settings, Meters meters) {
        this.settings = settings;
        this.places = new Semaphore(settings.maxConcurrent());
        this.delays = meters.timer("tarpit.delay.seconds", Map.of());
        meters.gauge(
                "tarpit.sessions",
                Map.of(),
                () -> (long) settings.maxConcurrent() - places.availablePermits());
    }

    @Override
    public Decision onConnect(Session session) throws InterruptedException {
        return slow(Where.CONNECT, session, session.findings(), List.of());
    }

    @Override
    public Decision onHelo(Greeting greeting, Keywords keywords, Session session)
            throws InterruptedException {
        return slow(Where.HELO, session, session.findings(), List.of());
    }

    @Override
    public Decision onMail(ReversePath sender, MailParameters parameters, Session session)
            throws InterruptedException {
        return slow(Where.MAIL, session, session.findings(), List.of());
    }

    @Override
    public Decision onRcpt(
            Mailbox recipient, RecipientParameters parameters, Transaction transaction)
            throws InterruptedException {
        return slow(Where.RCPT, transaction);
    }

    @Override
    public Decision onData(Transaction transaction) throws InterruptedException {
        return slow(Where.DATA, transaction);
    }

    private Decision slow(Where where, Transaction transaction) throws InterruptedException {
        return slow(where, transaction.session(), transaction.findings(), transaction.verdicts());
    }

    private Decision slow(
            Where where, Session session, List<Finding> findings, List<Verdict> verdicts)
            throws InterruptedException {
        if (settings.phases().contains(where) && !isExempt(session)) {
            var waited = session.get(WAITED).orElse(Duration.ZERO);
            var delay = delay(session, findings, verdicts, settings.maxTotal().minus(waited));
            if (delay.isPositive() && places.tryAcquire()) {
                try {
                    slow(session, waited, delay);
                } finally {
                    places.release();
                }
            }
        }
        return Decision.NEXT;
    }

    private void slow(Session session, Duration waited, Duration delay)
            throws InterruptedException {
        if (waited.isZero()) {
            session.report(Finding.of(CHECK, "slowed", "by " + delay + " at first"));
        }
        session.put(WAITED, waited.plus(delay));
        session.pause(delay);
        if (!session.isRehearsal()) {
            delays.record(delay);
        }
    }

    private boolean isExempt(Session session) {
        return session.identity().isPresent()
                || session.clientIp()
                        .map(client ->
                                settings.exemptNetworks().stream()
                                        .anyMatch(network -> network.contains(client)))
                        .orElse(true);
    }

    private Duration delay(
            Session session, List<Finding> findings, List<Verdict> verdicts, Duration left) {
        var delay = settings.earned(session.tally());
        for (var priced : settings.findings()) {
            if (findings.stream().anyMatch(priced::is)) {
                delay = delay.plus(priced.delay());
            }
        }
        for (var verdict : verdicts) {
            if (!FRIENDLY.contains(verdict.decision())) {
                delay = delay.plus(settings.verdict());
            }
        }
        return TarpitSettings.min(TarpitSettings.min(delay, settings.maxDelay()), left);
    }
}

package io.staffetta.acme;

import io.staffetta.acme.OrderRun.AnswersFactory;

import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

import javax.net.ssl.SSLContext;

/// Looks at the certificates and orders those that are due, one after the other. Of one thread.
final class Keeper {

    private static final Logger log = LoggerFactory.getLogger(Keeper.class);

    private final AcmeSettings settings;
    private final Places places;
    private final AcmeMeters meters;
    private final InstantSource clock;
    private final Stop stop;
    private final Backoff backoff;
    private final Waits waits;
    private final Attempts attempts = new Attempts();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /// Files and folders, all absolute.
    ///
    /// @param state folder of account key and orders
    record Places(Path certificates, Path state, Optional<Path> dnsHook) {}

    Keeper(
            AcmeSettings settings,
            Places places,
            AcmeMeters meters,
            InstantSource clock,
            Stop stop) {
        this.settings = settings;
        this.places = places;
        this.meters = meters;
        this.clock = clock;
        this.stop = stop;
        this.backoff = new Backoff(settings.retryMin(), settings.retryMax());
        this.waits = new Waits(places.state().resolve("waits.properties"), settings.directory());
    }

    /// Looks at all certificates once.
    ///
    /// @return when to look again
    Instant round(Optional<SSLContext> trust) throws InterruptedException {
        var account = places.state().resolve("account.pem");
        try (var authority = new Authority(settings, account, trust)) {
            var next = clock.instant().plus(settings.checkInterval());
            for (var wanted : settings.wanted(places.certificates())) {
                var again = keep(wanted, authority);
                next = again.isBefore(next) ? again : next;
            }
            return next;
        }
    }

    private Instant keep(Wanted wanted, Authority authority) throws InterruptedException {
        var now = clock.instant();
        var present = Present.in(wanted.file());
        var proposal = present.flatMap(one -> authority.proposal(one, random));
        var due = Renewal.of(wanted, present, settings.renewBefore(), proposal);
        meters.due(wanted, due.at());
        if (due.at().isAfter(now)) {
            return due.at();
        }
        var notBefore = notBefore(wanted, now);
        if (notBefore.isAfter(now)) {
            return notBefore;
        }
        log.atInfo()
                .addKeyValue("certificate", wanted.id())
                .addKeyValue("names", wanted.names())
                .addKeyValue("key", wanted.keyType())
                .addKeyValue("challenge", wanted.challenge().type())
                .addKeyValue("reason", due.reason())
                .log("acme: certificate is ordered");
        try {
            var replaced =
                    attempts.failures(wanted) == 0 && proposal.isPresent()
                            ? present.map(Present::leaf)
                            : Optional.<X509Certificate>empty();
            obtained(wanted, order(wanted, authority).obtain(replaced));
            meters.obtained();
        } catch (AcmeException | IOException | OrderFailure | RuntimeException e) {
            failed(wanted, authority, e);
        }
        return keepAgain(wanted);
    }

    /// After an order: never at once, or an authority that issues what is due already would be
    /// asked for ever.
    private Instant keepAgain(Wanted wanted) {
        return attempts.next(wanted).equals(Instant.MIN)
                ? clock.instant().plus(settings.retryMin())
                : attempts.next(wanted);
    }

    private OrderRun order(Wanted wanted, Authority authority) throws AcmeException, IOException {
        AnswersFactory answers =
                () ->
                        switch (wanted.challenge()) {
                            case HTTP_01 -> new HttpAnswers(settings);
                            case TLS_ALPN_01 -> new TlsAlpnAnswers(settings);
                            case DNS_01 ->
                                    new DnsAnswers(
                                            new DnsHook(places.dnsHook().orElseThrow()),
                                            settings,
                                            stop);
                        };
        return new OrderRun(
                authority.login(),
                settings.directory(),
                places.state(),
                wanted,
                answers,
                Polling.within(settings.orderDeadline(), settings.pollInterval(), stop));
    }

    private void obtained(Wanted wanted, X509Certificate leaf) throws IOException {
        waits.clear(wanted);
        log.atInfo()
                .addKeyValue("certificate", wanted.id())
                .addKeyValue("file", wanted.file())
                .addKeyValue("until", leaf.getNotAfter().toInstant())
                .log("acme: certificate obtained");
        var now = clock.instant();
        var due =
                Renewal.of(
                        wanted,
                        Present.in(wanted.file()),
                        settings.renewBefore(),
                        Optional.empty());
        meters.due(wanted, due.at());
        if (due.at().isAfter(now)) {
            attempts.succeeded(wanted);
            return;
        }
        attempts.failed(
                wanted, now, backoff.after(1 + attempts.failures(wanted), random.nextDouble()));
        log.atWarn()
                .addKeyValue("certificate", wanted.id())
                .addKeyValue("reason", due.reason())
                .addKeyValue("next", attempts.next(wanted))
                .log("acme: the new certificate is due again, look at the clock");
    }

    private void failed(Wanted wanted, Authority authority, Exception failure)
            throws InterruptedException {
        if (stop.requested()) {
            throw new InterruptedException("stopped");
        }
        var now = clock.instant();
        var wait = backoff.after(1 + attempts.failures(wanted), random.nextDouble());
        attempts.failed(wanted, now, wait);
        retryAfter(authority, failure)
                .filter(until -> until.isAfter(attempts.next(wanted)))
                .ifPresent(until -> honour(wanted, until));
        log.atWarn()
                .addKeyValue("certificate", wanted.id())
                .addKeyValue("names", wanted.names())
                .addKeyValue("failures", attempts.failures(wanted))
                .addKeyValue("next", attempts.next(wanted))
                .addKeyValue("error", FailureText.of(failure))
                .log("acme: certificate not obtained, the one before stays");
        meters.failed();
    }

    private static Optional<Instant> retryAfter(Authority authority, Exception failure) {
        return failure instanceof AcmeRateLimitedException limited
                ? limited.getRetryAfter().or(authority::retryAfter)
                : authority.retryAfter();
    }

    private void honour(Wanted wanted, Instant until) {
        attempts.notBefore(wanted, until);
        try {
            waits.set(wanted, until);
        } catch (IOException e) {
            log.atWarn()
                    .addKeyValue("error", FailureText.of(e))
                    .log("acme: what the authority asked for is not remembered");
        }
    }

    private Instant notBefore(Wanted wanted, Instant now) {
        var next = attempts.next(wanted);
        try {
            return waits.of(wanted, now).filter(until -> until.isAfter(next)).orElse(next);
        } catch (IOException e) {
            return next;
        }
    }
}

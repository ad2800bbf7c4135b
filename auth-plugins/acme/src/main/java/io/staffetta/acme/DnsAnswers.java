package io.staffetta.acme;

import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// Answers dns-01 (RFC 8555 §8.4) with the operator's program.
final class DnsAnswers implements Answers {

    private static final Logger log = LoggerFactory.getLogger(DnsAnswers.class);

    private final DnsHook hook;
    private final AcmeSettings settings;
    private final Stop stop;
    private final Deque<Published> published = new ArrayDeque<>();

    private record Published(String name, String value) {}

    DnsAnswers(DnsHook hook, AcmeSettings settings, Stop stop) {
        this.hook = hook;
        this.settings = settings;
        this.stop = stop;
    }

    @Override
    public Challenge prepare(Authorization authorization)
            throws IOException, InterruptedException, OrderFailure {
        var challenge = Answers.find(authorization, Dns01Challenge.class, "dns-01");
        var name = challenge.getRRName(authorization.getIdentifier());
        var record =
                new Published(
                        name.endsWith(".") ? name.substring(0, name.length() - 1) : name,
                        challenge.getDigest());
        // Before: a call that fails may have done half of it.
        published.push(record);
        hook.call("present", record.name(), record.value(), settings.dnsHookDeadline());
        return challenge;
    }

    @Override
    public Duration delay() {
        return settings.dnsDelay();
    }

    @Override
    public void close() {
        // An interrupt must not keep the records from being taken back.
        boolean interrupted = Thread.interrupted();
        for (var record : published) {
            try {
                hook.call("cleanup", record.name(), record.value(), cleanupDeadline());
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("record", record.name())
                        .addKeyValue("error", e.getMessage())
                        .log("acme: record not taken back");
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration cleanupDeadline() {
        var hurry = settings.closeDeadline().dividedBy(2L * published.size());
        return stop.requested() && hurry.compareTo(settings.dnsHookDeadline()) < 0
                ? hurry
                : settings.dnsHookDeadline();
    }
}

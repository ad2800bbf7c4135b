package io.staffetta.kernel;

import io.staffetta.kernel.plugin.Faults;
import io.staffetta.kernel.session.DeliveryHooks;
import io.staffetta.kernel.session.DeliveryHooks.Chosen;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes.Settled;
import io.staffetta.spi.queue.Routes.Via;
import io.staffetta.spi.queue.Routes.Way;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Chooses ways for recipients of one message: hooks first, then the table, which is asked once for
/// each domain. Never throws. Used by one thread.
final class RouteChoice {

    private static final Logger log = LoggerFactory.getLogger(RouteChoice.class);

    /// RFC 3463 §3.4: the operator has to do something.
    static final EnhancedStatus NOT_CONFIGURED = new EnhancedStatus(4, 3, 5);

    private static final EnhancedStatus FAILED = new EnhancedStatus(4, 3, 0);

    private final Generation generation;
    private final DeliveryHooks hooks;
    private final Envelope envelope;
    private final Map<Domain, Optional<RouteTable.Way>> byDomain = new HashMap<>();

    /// @param generation leased for as long as this is used
    /// @param hooks of the generation
    RouteChoice(Generation generation, DeliveryHooks hooks, Envelope envelope) {
        this.generation = generation;
        this.hooks = hooks;
        this.envelope = envelope;
    }

    Way way(int recipient) {
        return follow(recipient, ask(recipient));
    }

    /// What the hooks say.
    Chosen ask(int recipient) {
        return hooks.route(envelope, recipient);
    }

    /// What that comes to.
    Way follow(int recipient, Chosen chosen) {
        var mailbox = envelope.recipients().get(recipient).mailbox();
        try {
            return switch (chosen.decision()) {
                case RouteDecision.Next() -> byTable(mailbox);
                case RouteDecision.Settle(var outcome) -> new Settled(outcome);
                case RouteDecision.Use(var route, var nextHop) ->
                        generation
                                .routes()
                                .find(route)
                                .map(way -> via(way, mailbox, nextHop))
                                .orElseGet(() -> unknown(route, chosen.by()));
            };
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.atWarn()
                    .addKeyValue("to", mailbox)
                    .addKeyValue("error", Faults.line(e))
                    .setCause(e)
                    .log("no way can be chosen now");
            return deferred(FAILED, "cannot choose a way now: " + Faults.line(e));
        }
    }

    private Way byTable(Mailbox mailbox) {
        return byDomain.computeIfAbsent(
                        mailbox.domain(),
                        domain ->
                                generation
                                        .routes()
                                        .choose(
                                                envelope.reversePath(),
                                                domain,
                                                generation.directory()::isLocal))
                .map(way -> via(way, mailbox, Optional.empty()))
                .orElseGet(() -> deferred(NOT_CONFIGURED, "no route for " + mailbox.domain()));
    }

    private static Way via(RouteTable.Way way, Mailbox mailbox, Optional<String> nextHop) {
        return new Via(
                way.name(), way.use(), nextHop.orElseGet(() -> way.transport().nextHop(mailbox)));
    }

    private static Way unknown(String route, String hook) {
        log.atWarn()
                .addKeyValue("hook", hook)
                .addKeyValue("route", route)
                .log("a hook chose a route that does not exist");
        return deferred(
                NOT_CONFIGURED,
                "hook %s chose the route '%s', which does not exist".formatted(hook, route));
    }

    private static Way deferred(EnhancedStatus status, String detail) {
        return new Settled(new Outcome.Deferred(status, detail));
    }
}

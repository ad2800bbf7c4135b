package io.staffetta.kernel;

import io.staffetta.kernel.session.HookRunner;
import io.staffetta.kernel.session.Steps;
import io.staffetta.spi.hook.RouteDecision;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.queue.Routes;

import java.util.ArrayList;
import java.util.List;

/// Follows the ways of an envelope's recipients without sending anything.
final class DeliveryExplainer {

    private final Generation generation;
    private final Envelope envelope;
    private final HookRunner runner;
    private final Steps steps;
    private final RouteChoice choice;

    /// @param generation leased for as long as this is used
    /// @param steps gets every question and answer
    DeliveryExplainer(Generation generation, Envelope envelope, HookRunner runner, Steps steps) {
        this.generation = generation;
        this.envelope = envelope;
        this.runner = runner;
        this.steps = steps;
        this.choice =
                new RouteChoice(generation, generation.deliveryHooks().rehearsing(steps), envelope);
    }

    /// What would become of them, to follow "would be accepted and".
    String explain() {
        var ends = new ArrayList<String>();
        var recipients = envelope.recipients();
        for (int index = 0; index < recipients.size(); index++) {
            var end = explain(index);
            ends.add(
                    recipients.size() == 1
                            ? end
                            : "for %s %s".formatted(recipients.get(index).mailbox(), end));
        }
        return String.join("; ", ends);
    }

    private String explain(int index) {
        var recipient = envelope.recipients().get(index);
        if (!recipient.mailbox().equals(recipient.original())) {
            steps.add(
                    "alias", recipient.original().toString(), "leads", "to " + recipient.mailbox());
        }
        var chosen = choice.ask(index);
        if (chosen.decision() instanceof RouteDecision.Next) {
            explainTable(recipient);
        }
        return switch (choice.follow(index, chosen)) {
            case Routes.Via via -> explain(via, recipient);
            case Routes.Settled(var outcome) -> {
                steps.add("route", by(chosen.by()), word(outcome), status(outcome));
                yield settled(outcome);
            }
        };
    }

    private void explainTable(Recipient recipient) {
        List<RouteTable.Way> matching;
        try {
            matching =
                    generation
                            .routes()
                            .matching(
                                    envelope.reversePath(),
                                    recipient.mailbox().domain(),
                                    generation.directory()::isLocal)
                            .toList();
        } catch (RuntimeException | LinkageError _) {
            // The choice that follows meets the same, and says so.
            return;
        }
        for (var way : matching) {
            boolean first = way.equals(matching.getFirst());
            steps.add(
                    "route",
                    "route " + way.name(),
                    first ? "chosen" : "passed over",
                    "%s%s matches %s%s%s"
                            .formatted(
                                    recipient.mailbox().domain(),
                                    way.sender().isEmpty() ? "" : " with this sender",
                                    way.pattern(),
                                    way.sender().isEmpty() ? "" : " from " + way.sender(),
                                    first ? "" : ", which is less specific"));
        }
    }

    private String explain(Routes.Via via, Recipient recipient) {
        steps.add(
                "transport",
                via.transport(),
                "chosen",
                via.nextHop().isEmpty() ? "" : "next hop " + via.nextHop());
        generation
                .routes()
                .find(via.route())
                .map(RouteTable.Way::transport)
                .filter(ContextTransport.class::isInstance)
                .map(ContextTransport.class::cast)
                .ifPresent(transport -> ask(via, transport, recipient));
        return "given to route %s (%s)%s"
                .formatted(
                        via.route(),
                        via.transport(),
                        via.nextHop().isEmpty() ? "" : ", next hop " + via.nextHop());
    }

    private void ask(Routes.Via via, ContextTransport transport, Recipient recipient) {
        steps.ask(
                runner,
                generation.plan().config().limits(),
                via.transport(),
                transport.transport(),
                () ->
                        transport.explain(
                                envelope.reversePath(), recipient.mailbox(), via.nextHop()));
    }

    private static String by(String hook) {
        return hook.isEmpty() ? "route table" : "hook " + hook;
    }

    private static String settled(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> "taken as delivered: " + outcome.detail();
            case Outcome.Deferred _ -> "deferred: " + status(outcome);
            case Outcome.Failed _ -> "returned to the sender: " + status(outcome);
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _ -> "delivered";
            case Outcome.Deferred _ -> "deferred";
            case Outcome.Failed _ -> "failed";
        };
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered(var detail, _, _) -> detail;
            case Outcome.Deferred(var status, var detail, _, _) -> status + " " + detail;
            case Outcome.Failed(var status, var detail, _) -> status + " " + detail;
        };
    }
}

package io.staffetta.remote;

import io.staffetta.remote.dns.Destination;
import io.staffetta.remote.dns.LookupFailure;
import io.staffetta.remote.dns.MailHost;
import io.staffetta.remote.dns.MailHosts;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings a message to the first server of its destinations that takes it. What a server answered
/// for a recipient counts; only where none could be talked to the next one is tried.
///
/// @param hosts finds servers
/// @param counter opens conversations and sends
/// @param maxHosts servers to try
record Courier(MailHosts hosts, Counter counter, int maxHosts) {

    private static final EnhancedStatus NO_ANSWER = new EnhancedStatus(4, 4, 1);

    /// Talks to one server.
    interface Counter {
        /// Sends to some recipients.
        ///
        /// @param host the server; all its addresses may be tried
        /// @return an outcome for each recipient; unreachable ones may be tried elsewhere
        Map<Integer, Outcome> send(Destination destination, MailHost host, Delivery delivery);
    }

    /// Delivers.
    ///
    /// @param destinations in the order to try
    Map<Integer, Outcome> deliver(List<Destination> destinations, Delivery delivery) {
        var outcomes = new LinkedHashMap<Integer, Outcome>();
        var open = delivery.recipients();
        var failures = new ArrayList<LookupFailure>();
        int tried = 0;
        for (var destination : destinations) {
            for (var host : find(destination, failures)) {
                if (open.isEmpty() || tried == maxHosts) {
                    return outcomes;
                }
                tried++;
                outcomes.putAll(counter.send(destination, host, to(delivery, open)));
                open = unreachable(open, outcomes);
            }
        }
        if (tried == 0) {
            return notFound(failures, open);
        }
        return outcomes;
    }

    private List<MailHost> find(Destination destination, List<LookupFailure> failures) {
        try {
            return hosts.find(destination);
        } catch (LookupFailure e) {
            failures.add(e);
            return List.of();
        }
    }

    /// A destination that may be found later decides: nothing is given up that could still go.
    private static Map<Integer, Outcome> notFound(
            List<LookupFailure> failures, List<Integer> recipients) {
        var failure =
                failures.stream()
                        .filter(each -> each.status().statusClass() == 4)
                        .findFirst()
                        .or(() -> failures.stream().findFirst());
        var outcome = failure.map(Courier::outcome).orElseGet(Courier::noServer);
        var outcomes = new HashMap<Integer, Outcome>();
        recipients.forEach(recipient -> outcomes.put(recipient, outcome));
        return outcomes;
    }

    private static Outcome outcome(LookupFailure failure) {
        var words = Optional.ofNullable(failure.getMessage()).orElse("no server was found");
        return failure.status().statusClass() == 5
                ? new Outcome.Failed(failure.status(), words)
                : new Outcome.Deferred(failure.status(), words, Optional.empty(), true);
    }

    private static Outcome noServer() {
        return new Outcome.Deferred(NO_ANSWER, "no server was found", Optional.empty(), true);
    }

    private static Delivery to(Delivery delivery, List<Integer> recipients) {
        return new Delivery(
                delivery.id(),
                delivery.envelope(),
                delivery.content(),
                recipients,
                delivery.nextHop());
    }

    private static List<Integer> unreachable(
            List<Integer> recipients, Map<Integer, Outcome> outcomes) {
        return recipients.stream()
                .filter(recipient -> Unreachable.is(outcomes.get(recipient)))
                .toList();
    }
}

package io.staffetta.remote;

import io.staffetta.remote.client.OpeningFailure;
import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Delivery;
import io.staffetta.spi.queue.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Outcomes of servers that could not be talked to.
final class Unreachable {

    private Unreachable() {}

    /// The same for every recipient.
    static Map<Integer, Outcome> all(Delivery delivery, EnhancedStatus status, String words) {
        return all(delivery, new Outcome.Deferred(status, words, Optional.empty(), true));
    }

    /// The same for every recipient.
    static Map<Integer, Outcome> all(Delivery delivery, Outcome outcome) {
        var outcomes = new HashMap<Integer, Outcome>();
        delivery.recipients().forEach(recipient -> outcomes.put(recipient, outcome));
        return outcomes;
    }

    /// A conversation that was not opened. A server that refuses everybody may mean today, or us:
    /// the message waits, whatever the class of the status.
    ///
    /// @param host the server
    static Outcome outcome(String host, OpeningFailure e) {
        var status = e.status();
        return new Outcome.Deferred(
                new EnhancedStatus(4, status.subject(), status.detail()),
                words(e),
                e.isSaid() ? Optional.of(host) : Optional.empty(),
                true);
    }

    /// Whether nothing came of a delivery because the server could not be talked to.
    static boolean isAll(Map<Integer, Outcome> outcomes) {
        return outcomes.values().stream().allMatch(Unreachable::is);
    }

    static boolean is(@Nullable Outcome outcome) {
        return outcome instanceof Outcome.Deferred deferred && deferred.unreachable();
    }

    static String words(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
    }
}

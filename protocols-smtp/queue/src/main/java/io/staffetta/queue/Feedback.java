package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;

import java.util.Collection;

/// What a delivery says of its next hop.
enum Feedback {
    /// The next hop answered, be it with a refusal.
    REACHED,
    /// It could not be reached, or serves nobody now.
    UNREACHABLE,
    /// Nothing: the trouble was our own.
    NEUTRAL,
    /// Nothing: it was not tried.
    UNTRIED;

    static Feedback of(Collection<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return UNTRIED;
        }
        if (outcomes.stream().anyMatch(Feedback::isAnswer)) {
            return REACHED;
        }
        return outcomes.stream().anyMatch(Feedback::isUnreachable) ? UNREACHABLE : NEUTRAL;
    }

    private static boolean isAnswer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered _, Outcome.Failed _ -> true;
            case Outcome.Deferred(_, _, var remoteMta, var unreachable) ->
                    remoteMta.isPresent() && !unreachable;
        };
    }

    static boolean isUnreachable(Outcome outcome) {
        return outcome instanceof Outcome.Deferred deferred && deferred.unreachable();
    }
}

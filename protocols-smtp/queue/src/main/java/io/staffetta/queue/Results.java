package io.staffetta.queue;

import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Records what became of recipients, in the spool and then in the schedule.
///
/// @param retry how long to wait after an error of our own
/// @param reports takes messages that were made here
record Results(
        Board board,
        Spool spool,
        Settlement settlement,
        Endings endings,
        RetryPolicy retry,
        InstantSource clock,
        Consumer<SpooledMessage> reports) {

    private static final Logger log = LoggerFactory.getLogger(Results.class);

    /// After an attempt.
    void settle(SpooledMessage message, String transport, Map<Integer, Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        var recipients = outcomes.keySet();
        try {
            var settled = settlement.settle(message, transport, outcomes);
            // First: they are in the spool, and nobody else knows of them.
            settled.reports().forEach(reports);
            var done = done(message, recipients, settled.done());
            ended(message.id(), recipients, done, settled.due());
        } catch (RuntimeException | Error e) {
            postpone(message.id(), recipients, e);
        }
    }

    /// After an error while a message was delivered.
    void postpone(SpoolId id, Collection<Integer> recipients, Throwable cause) {
        ended(id, recipients, List.of(), Optional.of(clock.instant().plus(retry.min())));
        log.atError().addKeyValue("id", id).setCause(cause).log("message cannot be handled now");
    }

    /// See [Schedule#ended].
    void ended(
            SpoolId id, Collection<Integer> recipients, List<String> done, Optional<Instant> due) {
        board.crew().locked(() -> board.schedule().ended(id, recipients, done, due));
        endings.endIfDue(id);
    }

    /// The domains of recipients that are done.
    private List<String> done(SpooledMessage message, Collection<Integer> recipients, int count) {
        if (count == 0) {
            return List.of();
        }
        if (count == recipients.size()) {
            return domains(message, recipients.stream());
        }
        var now = spool.find(message.id());
        Predicate<Integer> isDone =
                recipient -> now.isEmpty() || now.get().progress().get(recipient).state().isDone();
        // What could not be recorded counts as done until the next start.
        return domains(
                message,
                recipients.stream()
                        .sorted(Comparator.comparing(recipient -> !isDone.test(recipient)))
                        .limit(count));
    }

    private static List<String> domains(SpooledMessage message, Stream<Integer> recipients) {
        return recipients.map(recipient -> Newcomer.domain(message.envelope(), recipient)).toList();
    }
}

package io.staffetta.queue;

import io.staffetta.spi.mail.EnhancedStatus;
import io.staffetta.spi.queue.Outcome;
import io.staffetta.spi.spool.RecipientProgress;
import io.staffetta.spi.spool.RecipientProgress.State;
import io.staffetta.spi.spool.Spool;
import io.staffetta.spi.spool.SpoolId;
import io.staffetta.spi.spool.SpooledMessage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Consumer;

/// Ends messages by order of the operator, once nothing of them is under way.
///
/// @param pause before a message that could not be ended is tried again
/// @param reports takes messages that were made here
record Endings(
        Board board,
        Spool spool,
        Settlement settlement,
        Duration pause,
        InstantSource clock,
        Consumer<SpooledMessage> reports) {

    private static final Logger log = LoggerFactory.getLogger(Endings.class);

    private static final EnhancedStatus RETURNED = new EnhancedStatus(5, 0, 0);

    /// Ends a message that the operator gave up, unless something of it is still under way: then it
    /// ends with that.
    void endIfDue(SpoolId id) {
        try {
            end(id);
        } catch (IOException | RuntimeException e) {
            log.atError()
                    .addKeyValue("id", id)
                    .addKeyValue("error", e.getMessage())
                    .log("message could not be ended, it stays");
        }
    }

    /// Ends a message that is to end.
    ///
    /// @return whether it ended; if not, something of it is still under way
    /// @throws IOException if it could not be recorded; then the message stays as it was
    boolean end(SpoolId id) throws IOException {
        var ending = board.crew().ask(() -> board.schedule().takeEnding(id));
        if (ending.isEmpty()) {
            return false;
        }
        boolean ended = false;
        try {
            var message = spool.find(id);
            if (message.isPresent()) {
                end(message.get(), ending.get());
            }
            ended = true;
        } finally {
            if (ended) {
                board.crew().locked(() -> board.schedule().forget(id));
            } else {
                var due = Optional.of(clock.instant().plus(pause));
                board.crew().locked(() -> board.schedule().spare(id, due));
            }
        }
        return true;
    }

    private void end(SpooledMessage message, Ending ending) throws IOException {
        var open = new HashMap<Integer, RecipientProgress>();
        var outcomes = new HashMap<Integer, Outcome>();
        for (int index = 0; index < message.progress().size(); index++) {
            var before = message.progress().get(index);
            if (!before.state().isDone()) {
                open.put(index, failed(before, ending.reason()));
                outcomes.put(index, new Outcome.Failed(RETURNED, ending.reason()));
            }
        }
        if (!ending.tell()) {
            spool.recordDurably(message.id(), open);
            return;
        }
        var settled = settlement.settle(message, "none", outcomes);
        settled.reports().forEach(reports);
        if (settled.untold().isPresent()) {
            throw settled.untold().get();
        }
    }

    private RecipientProgress failed(RecipientProgress before, String reason) {
        return new RecipientProgress(
                State.FAILED,
                before.attempts(),
                clock.instant(),
                Verdict.line(reason),
                before.history(),
                before.delayReported());
    }
}

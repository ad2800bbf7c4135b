package io.staffetta.spi.spool;

import java.time.Instant;
import java.util.List;

/// The state of one recipient.
///
/// @param state where it stands
/// @param attempts attempts made so far
/// @param due when to try next; of no meaning once done
/// @param detail the last result on one line, such as the peer's reply; empty before the first
/// @param history the last attempts, oldest first, to the millisecond; a spool may drop the oldest
///   where they are long, and all of them once the recipient is done
/// @param delayReported whether the sender was told of the delay
public record RecipientProgress(
        State state,
        int attempts,
        Instant due,
        String detail,
        List<Attempt> history,
        boolean delayReported) {

    /// The most attempts a spool has to keep for a recipient.
    public static final int MAX_HISTORY = 10;

    public RecipientProgress {
        history =
                List.copyOf(
                        history.size() > MAX_HISTORY
                                ? history.subList(history.size() - MAX_HISTORY, history.size())
                                : history);
    }

    /// Progress without a history.
    public RecipientProgress(State state, int attempts, Instant due, String detail) {
        this(state, attempts, due, detail, List.of(), false);
    }

    /// One attempt.
    ///
    /// @param at when it ended
    /// @param detail its result on one line
    public record Attempt(Instant at, String detail) {}

    /// Where a recipient stands.
    public enum State {
        /// Not tried yet, or to be tried again.
        QUEUED,
        /// Delivered or relayed; done.
        DELIVERED,
        /// Failed for good and reported; done.
        FAILED;

        /// Whether nothing is left to do.
        public boolean isDone() {
            return this != QUEUED;
        }
    }

    /// A recipient nobody has tried yet.
    public static RecipientProgress untried(Instant receivedAt) {
        return new RecipientProgress(State.QUEUED, 0, receivedAt, "");
    }
}

package io.staffetta.spi.spool;

import java.time.Instant;

/// The state of one recipient.
///
/// @param state where it stands
/// @param attempts attempts made so far
/// @param due when to try next; of no meaning once done
/// @param detail the last result on one line, such as the peer's reply; empty before the first
public record RecipientProgress(State state, int attempts, Instant due, String detail) {

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

package io.staffetta.spi.queue;

import io.staffetta.spi.mail.EnhancedStatus;

import java.util.Optional;

/// What became of one recipient in one attempt.
public sealed interface Outcome {

    /// One line for logs, listings and reports: the server's reply as it came if [#remoteMta()] is
    /// present and it gave one, else words of our own.
    String detail();

    /// The name of the server that said so; empty if no other server did.
    Optional<String> remoteMta();

    /// Delivered, or handed on to a server that took responsibility.
    ///
    /// @param handover who tells the sender of the success, if that was asked for
    record Delivered(String detail, Optional<String> remoteMta, Handover handover)
            implements Outcome {

        /// Delivered to a mailbox here.
        public Delivered(String detail) {
            this(detail, Optional.empty(), Handover.FINAL);
        }
    }

    /// Not now. A message that is deferred for too long fails, but not while the status is 4.3.5
    /// ("system incorrectly configured"): then it waits for the operator.
    ///
    /// @param status of class 4
    /// @param unreachable whether the next hop could not be reached or serves nobody now, so that
    ///   other mail for it had better wait too
    record Deferred(
            EnhancedStatus status, String detail, Optional<String> remoteMta, boolean unreachable)
            implements Outcome {
        public Deferred {
            if (status.statusClass() != 4) {
                throw new IllegalArgumentException("deferred needs a status 4.y.z: " + status);
            }
        }

        /// Deferred for a reason of our own that concerns this recipient.
        public Deferred(EnhancedStatus status, String detail) {
            this(status, detail, Optional.empty(), false);
        }
    }

    /// Never.
    ///
    /// @param status of class 5
    record Failed(EnhancedStatus status, String detail, Optional<String> remoteMta)
            implements Outcome {
        public Failed {
            if (status.statusClass() != 5) {
                throw new IllegalArgumentException("failed needs a status 5.y.z: " + status);
            }
        }

        /// Failed for a reason of our own.
        public Failed(EnhancedStatus status, String detail) {
            this(status, detail, Optional.empty());
        }
    }

    /// How far the responsibility for reports went with the message (RFC 3461 §5.2).
    enum Handover {
        /// It is in its mailbox, or at a place that nobody reports from: we report `delivered`.
        FINAL,
        /// The next server reports by itself: it was given the DSN parameters.
        RELAYED,
        /// The next server does not know DSN: we report `relayed`.
        RELAYED_WITHOUT_DSN
    }
}

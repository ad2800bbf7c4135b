package io.staffetta.spi.queue;

import io.staffetta.spi.mail.EnhancedStatus;

/// What became of one recipient in one attempt.
public sealed interface Outcome {

    /// One line for logs, listings and reports.
    String detail();

    /// Delivered, or handed on to a server that took responsibility.
    record Delivered(String detail) implements Outcome {}

    /// Not now. A message that is deferred for too long fails, but not while the status is 4.3.5
    /// ("system incorrectly configured"): then it waits for the operator.
    ///
    /// @param status of class 4
    record Deferred(EnhancedStatus status, String detail) implements Outcome {
        public Deferred {
            if (status.statusClass() != 4) {
                throw new IllegalArgumentException("deferred needs a status 4.y.z: " + status);
            }
        }
    }

    /// Never.
    ///
    /// @param status of class 5
    record Failed(EnhancedStatus status, String detail) implements Outcome {
        public Failed {
            if (status.statusClass() != 5) {
                throw new IllegalArgumentException("failed needs a status 5.y.z: " + status);
            }
        }
    }
}

package io.staffetta.kernel.admin;

/// What is to become of messages of the queue.
public sealed interface QueueOrder {

    /// What it is called in an operation, in a log.
    String verb();

    /// Nothing of them is tried until they are released.
    ///
    /// @param reason one line
    record Hold(String reason) implements QueueOrder {
        public Hold {
            reason = OperatorText.line("reason", reason);
        }

        @Override
        public String verb() {
            return "hold";
        }
    }

    /// They are held no longer. Messages that are not held are passed over.
    record Release() implements QueueOrder {
        @Override
        public String verb() {
            return "release";
        }
    }

    /// They are tried now. Held messages stay held.
    record Retry() implements QueueOrder {
        @Override
        public String verb() {
            return "retry";
        }
    }

    /// They are given up, and the senders are told.
    ///
    /// @param reason one line
    record Bounce(String reason) implements QueueOrder {
        public Bounce {
            reason = OperatorText.line("reason", reason);
        }

        @Override
        public String verb() {
            return "bounce";
        }
    }

    /// They are dropped, and nobody is told.
    record Delete() implements QueueOrder {
        @Override
        public String verb() {
            return "delete";
        }
    }
}

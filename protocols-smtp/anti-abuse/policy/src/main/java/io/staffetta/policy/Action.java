package io.staffetta.policy;

import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.Reply;

/// What a policy server wants: an action of Postfix' access(5).
sealed interface Action {

    /// `DUNNO`, `INFO`, `WARN` and `DEFER_IF_REJECT`.
    ///
    /// @param text for the log; may be empty
    record Next(Kind kind, String text) implements Action {
        /// Which of them.
        enum Kind {
            DUNNO,
            INFO,
            WARN,
            DEFER_IF_REJECT
        }
    }

    /// `OK`, or nothing but digits.
    record Ok() implements Action {}

    /// `REJECT`, `DEFER`, `DEFER_IF_PERMIT`, `4NN` and `5NN`.
    record Refuse(Reply reply) implements Action {
        /// Whether the connection ends with the reply.
        boolean disconnects() {
            return reply.code() == 421 || reply.code() == 521;
        }
    }

    /// `PREPEND`.
    record Prepend(Header header) implements Action {}

    /// `HOLD`.
    record Hold(String text) implements Action {}

    /// `DISCARD`.
    record Discard(String text) implements Action {}

    /// `REDIRECT`.
    record Redirect(Mailbox mailbox) implements Action {}

    /// `BCC`.
    record Bcc(Mailbox mailbox) implements Action {}
}

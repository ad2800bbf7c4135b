package io.staffetta.smtp.state;

import io.staffetta.spi.mail.Reply;

/// Where a conversation stands.
public sealed interface State {

    /// Before the greeting, and again after STARTTLS.
    record Connected() implements State {}

    /// The client was turned away: every command gets this reply until QUIT (RFC 5321 §3.1).
    record TurnedAway(Reply reply) implements State {}

    /// Between transactions.
    record Ready(Client client) implements State {}

    /// MAIL was accepted.
    record InMail(Transaction transaction) implements State {}

    /// A chunk was accepted and was not the last.
    record InChunks(Transaction transaction) implements State {}

    /// A chunk was refused, which ended the transaction; more may be on their way.
    record ChunksRefused(Client client) implements State {}
}

package io.staffetta.spi.protocol;

import io.staffetta.spi.mail.Reply;

/// What became of a message.
public sealed interface Acceptance {

    /// It is on stable storage, or a hook discarded it: the client is told 250.
    ///
    /// @param id how to find it in log and queue
    record Accepted(String id) implements Acceptance {}

    /// It is not stored.
    record Refuse(Reply reply) implements Acceptance {}

    /// It is not stored, and the connection is to be closed.
    record Disconnect(Reply reply) implements Acceptance {}
}

package io.staffetta.spi.protocol;

import io.staffetta.spi.mail.Reply;

/// What hooks and guards say to a step of a session.
public sealed interface Answer {

    /// Go on.
    Answer PROCEED = new Proceed();

    /// See [#PROCEED].
    record Proceed() implements Answer {}

    /// Answer this and stay.
    record Refuse(Reply reply) implements Answer {}

    /// Answer this and close.
    record Disconnect(Reply reply) implements Answer {}
}

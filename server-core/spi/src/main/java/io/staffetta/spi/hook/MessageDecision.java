package io.staffetta.spi.hook;

/// What a hook of the `message` phase wants to happen: any [Decision], or one of the two that make
/// sense only for a whole message.
public sealed interface MessageDecision
        permits Decision, MessageDecision.Discard, MessageDecision.Quarantine {

    /// Tell the client the message was accepted, and drop it.
    ///
    /// @param reason for the log, one line
    record Discard(String reason) implements MessageDecision {}

    /// Accept and store the message, but hold it in the queue until an operator releases it. The
    /// hooks behind are asked all the same, since it may be released: they may edit it, or refuse
    /// it.
    ///
    /// @param reason for the log and the queue listing, one line
    record Quarantine(String reason) implements MessageDecision {}
}

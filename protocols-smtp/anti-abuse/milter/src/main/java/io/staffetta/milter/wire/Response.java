package io.staffetta.milter.wire;

import io.staffetta.spi.mail.Reply;

/// What a filter says.
public sealed interface Response {

    /// The last word about an event.
    sealed interface Final extends Response {}

    /// Go on.
    record Continue() implements Final {}

    /// Take it, ask no more.
    record Accept() implements Final {}

    /// Refuse it for good.
    record Reject() implements Final {}

    /// Refuse it for now.
    record Tempfail() implements Final {}

    /// Take it and drop it.
    record Discard() implements Final {}

    /// Refuse it in these words.
    record ReplyCode(Reply reply) implements Final {}

    /// Drop the connection.
    record ConnectionFail() implements Final {}

    /// Say 421 and close.
    record Shutdown() implements Final {}

    /// No more events of that kind for this message.
    record Skip() implements Final {}

    /// Wait on.
    record Progress() implements Response {}

    /// An edit, before the last word about a message.
    record Edited(Edit edit) implements Response {}
}

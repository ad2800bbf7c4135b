package io.staffetta.policy;

import io.staffetta.spi.hook.Message;
import io.staffetta.spi.hook.MessageDecision;

import java.util.List;
import java.util.Optional;

/// Does with a message what was noted before it arrived.
final class Afterwards {

    private Afterwards() {}

    /// Edits the message.
    ///
    /// @param notes texts of actions, oldest first
    /// @return what follows; discarding goes before holding
    static Optional<MessageDecision> apply(List<String> notes, Message message)
            throws ProtocolException {
        Optional<MessageDecision> decision = Optional.empty();
        for (var note : notes) {
            switch (ActionParser.parse(note)) {
                case Action.Prepend(var header) -> message.addHeader(header);
                case Action.Bcc(var mailbox) -> message.addRecipient(mailbox);
                case Action.Redirect(var mailbox) -> {
                    // The new one first: a message that loses its last recipient is discarded.
                    message.addRecipient(mailbox);
                    message.transaction().recipients().stream()
                            .map(recipient -> recipient.original())
                            .filter(recipient -> !recipient.folded().equals(mailbox.folded()))
                            .toList()
                            .forEach(message::removeRecipient);
                }
                case Action.Discard(var text) ->
                        decision = Optional.of(new MessageDecision.Discard(text));
                case Action.Hold(var text) -> {
                    if (decision.isEmpty()) {
                        decision = Optional.of(new MessageDecision.Quarantine(text));
                    }
                }
                case Action.Ok _, Action.Next _, Action.Refuse _ -> {
                    // Never noted: they were acted upon at once.
                }
            }
        }
        return decision;
    }
}

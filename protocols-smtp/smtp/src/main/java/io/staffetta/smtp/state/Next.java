package io.staffetta.smtp.state;

import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.Reply;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// What to do about a command.
public sealed interface Next {

    /// Answer, and be in a state.
    record Say(Reply reply, State state) implements Next {}

    /// Ask about a command that is not known.
    record AskUnknown(String line, State state) implements Next {}

    /// Answer QUIT and close.
    record Bye(Reply reply) implements Next {}

    /// Answer what is no mail client and close.
    record TurnOut(Reply reply) implements Next {}

    /// Ask about a greeting.
    record Greet(Greeting greeting) implements Next {}

    /// End the transaction.
    record Reset(Client client) implements Next {}

    /// Ask about a sender.
    record BeginMail(Client client, ReversePath sender, MailParameters parameters)
            implements Next {}

    /// Ask about a recipient.
    record AddRecipient(Transaction transaction, Mailbox recipient, RecipientParameters parameters)
            implements Next {}

    /// Receive content by DATA.
    record ReceiveData(Transaction transaction) implements Next {}

    /// Receive a chunk of content.
    ///
    /// @param first whether it is the first of its message
    record ReceiveChunk(Transaction transaction, boolean first, long size, boolean last)
            implements Next {}

    /// Read a chunk that is not wanted, then answer.
    record SkipChunk(long size, Reply reply, State state) implements Next {}

    /// Let the client authenticate.
    record Authenticate(Client client, String mechanism, Optional<String> initial)
            implements Next {}

    /// Answer, and let TLS begin.
    record Upgrade(Reply reply) implements Next {}
}

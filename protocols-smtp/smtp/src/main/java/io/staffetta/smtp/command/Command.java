package io.staffetta.smtp.command;

import io.staffetta.spi.hook.Greeting;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// A command without syntax errors.
public sealed interface Command {

    /// A command that means the same whatever came before it.
    sealed interface Anytime extends Command {}

    /// A command that has its place in the conversation.
    sealed interface Placed extends Command {}

    /// EHLO, HELO or LHLO.
    record Hello(Greeting greeting) implements Anytime {}

    /// NOOP.
    record Noop() implements Anytime {}

    /// VRFY, whatever it asks for.
    record Vrfy() implements Anytime {}

    /// EXPN, whatever it asks for.
    record Expn() implements Anytime {}

    /// HELP.
    record Help() implements Anytime {}

    /// QUIT.
    record Quit() implements Anytime {}

    /// Nothing known.
    ///
    /// @param line the whole line, as the client sent it
    record Unknown(String line) implements Anytime {}

    /// Another protocol.
    record Foreign() implements Anytime {}

    /// RSET.
    record Reset() implements Placed {}

    /// STARTTLS.
    record StartTls() implements Placed {}

    /// AUTH.
    ///
    /// @param initial the initial response in base64; `=` for an empty one
    record Auth(String mechanism, Optional<String> initial) implements Placed {
        @Override
        public String toString() {
            return "Auth[" + mechanism + "]";
        }
    }

    /// MAIL.
    ///
    /// @param internationalized whether the path has characters beyond ASCII
    record Mail(ReversePath sender, boolean internationalized, Parameters parameters)
            implements Placed {}

    /// RCPT.
    ///
    /// @param internationalized whether the path has characters beyond ASCII
    record Rcpt(Mailbox recipient, boolean internationalized, Parameters parameters)
            implements Placed {}

    /// DATA.
    record Data() implements Placed {}

    /// BDAT; its chunk follows.
    record Bdat(long size, boolean last) implements Placed {}
}

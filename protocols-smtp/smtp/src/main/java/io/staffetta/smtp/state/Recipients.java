package io.staffetta.smtp.state;

import io.staffetta.spi.mail.Mailbox;

import java.util.Optional;

/// The recipients of a transaction, as far as the conversation needs to know them.
///
/// @param accepted how many RCPT were accepted
/// @param refused how many were not
/// @param only the recipient, if it is the only one accepted
public record Recipients(int accepted, int refused, Optional<Mailbox> only) {

    /// No RCPT yet.
    public static final Recipients NONE = new Recipients(0, 0, Optional.empty());

    /// With one more.
    public Recipients accept(Mailbox recipient) {
        return new Recipients(
                accepted + 1, refused, accepted == 0 ? Optional.of(recipient) : Optional.empty());
    }

    /// With one more that was refused.
    public Recipients refuse() {
        return new Recipients(accepted, refused + 1, only);
    }
}

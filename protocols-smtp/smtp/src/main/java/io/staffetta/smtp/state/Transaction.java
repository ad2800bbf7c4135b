package io.staffetta.smtp.state;

import io.staffetta.spi.mail.BodyType;
import io.staffetta.spi.mail.MailParameters;

/// A mail transaction, as far as the conversation needs to know it.
///
/// @param client whose it is
/// @param parameters of MAIL
/// @param recipients of RCPT
public record Transaction(Client client, MailParameters parameters, Recipients recipients) {

    /// Whether the content has no lines (RFC 3030 §3).
    public boolean isBinary() {
        return parameters.body() == BodyType.BINARY_MIME;
    }

    /// The same with these recipients.
    public Transaction with(Recipients changed) {
        return new Transaction(client, parameters, changed);
    }
}

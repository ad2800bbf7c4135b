package io.staffetta.spi.mail;

/// One recipient of an envelope.
///
/// @param mailbox where the message goes, after aliases were followed
/// @param original the mailbox of the client's RCPT command
/// @param parameters the ESMTP parameters of that command
public record Recipient(Mailbox mailbox, Mailbox original, RecipientParameters parameters) {

    /// A recipient that no alias touched, without parameters.
    public static Recipient of(Mailbox mailbox) {
        return new Recipient(mailbox, mailbox, RecipientParameters.NONE);
    }
}

package io.staffetta.spi.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is stored beside the content of an accepted message.
///
/// @param receivedAt when the message was accepted
/// @param reversePath where reports go
/// @param parameters the ESMTP parameters of MAIL
/// @param recipients at least one; a recipient is known by its index for the message's whole life
/// @param origin where the message came from
public record Envelope(
        Instant receivedAt,
        ReversePath reversePath,
        MailParameters parameters,
        List<Recipient> recipients,
        Origin origin) {

    public Envelope {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) {
            throw new IllegalArgumentException("an envelope needs a recipient");
        }
    }

    /// Where a message came from, for logs, queue listings and delivery policies.
    ///
    /// @param listener name of the listener, or the name of the component that made the message
    /// @param client address of the client in text form, empty for a message made here
    /// @param helo the name the client gave, empty if none
    /// @param account the authenticated account, if any
    public record Origin(String listener, String client, String helo, Optional<String> account) {}
}

package io.staffetta.spi.queue;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;
import io.staffetta.spi.mail.Recipient;
import io.staffetta.spi.spool.SpoolId;

import java.util.List;

/// One attempt to deliver.
///
/// @param id the message
/// @param envelope its envelope
/// @param content its content
/// @param recipients indices of the recipients to deliver to; at least one
public record Delivery(SpoolId id, Envelope envelope, Content content, List<Integer> recipients) {

    public Delivery {
        recipients = List.copyOf(recipients);
    }

    /// The recipient with that index.
    public Recipient recipient(int index) {
        return envelope.recipients().get(index);
    }
}

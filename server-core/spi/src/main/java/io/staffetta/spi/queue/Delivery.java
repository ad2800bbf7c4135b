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
/// @param nextHop where they go: what [Transport#nextHop] said of them, or what a hook of the
///   `route` phase put in its place
public record Delivery(
        SpoolId id, Envelope envelope, Content content, List<Integer> recipients, String nextHop) {

    public Delivery {
        recipients = List.copyOf(recipients);
    }

    /// A delivery by a transport that knows one next hop only.
    public Delivery(SpoolId id, Envelope envelope, Content content, List<Integer> recipients) {
        this(id, envelope, content, recipients, "");
    }

    /// The recipient with that index.
    public Recipient recipient(int index) {
        return envelope.recipients().get(index);
    }
}

package io.staffetta.spi.spool;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Envelope;

import java.util.List;
import java.util.Optional;

/// A message in the spool with the progress recorded for it.
///
/// @param id its name
/// @param envelope as it was accepted
/// @param content readable until every recipient is done; may lie in memory right after acceptance
/// @param size octets of the content
/// @param progress the last state of each recipient, in the order of the envelope
/// @param hold why the message is held, if it is
public record SpooledMessage(
        SpoolId id,
        Envelope envelope,
        Content content,
        long size,
        List<RecipientProgress> progress,
        Optional<String> hold) {

    public SpooledMessage {
        progress = List.copyOf(progress);
        if (progress.size() != envelope.recipients().size()) {
            throw new IllegalArgumentException("progress must cover every recipient");
        }
    }
}

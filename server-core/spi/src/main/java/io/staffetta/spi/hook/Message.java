package io.staffetta.spi.hook;

import io.staffetta.spi.mail.Content;
import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import java.util.List;
import java.util.Optional;

/// A message received as a whole and not yet stored. Edits are seen by the next hook at once. They
/// are taken back as a whole if the hook then throws or misses its deadline, so a message is never
/// stored half edited.
public interface Message {

    /// The transaction it came in.
    Transaction transaction();

    /// The header fields, in order, with the edits so far and our own `Received` on top. A header
    /// section beyond the kernel's limits ends early.
    List<Header> headers();

    /// The header fields as the client sent them, without edits and without our own.
    List<Header> receivedHeaders();

    /// The first field of that name, in any case.
    default Optional<Header> header(String name) {
        return headers().stream().filter(h -> h.is(name)).findFirst();
    }

    /// The whole message with the edits so far.
    Content content();

    /// The body: what follows the empty line after the header section.
    Content body();

    /// Adds a field above all others.
    void addHeader(Header header);

    /// Adds a field below all others.
    void appendHeader(Header header);

    /// Removes all fields of that name, in any case; returns how many there were.
    int removeHeaders(String name);

    /// Puts one field in the place of the first of its name, removes the others; adds it at the end
    /// if there was none.
    void replaceHeader(Header header);

    /// Puts other fields in the place of all there are. A field that was there before, equal in
    /// name and value, keeps its octets.
    ///
    /// @param headers from top to bottom
    void replaceHeaders(List<Header> headers);

    /// Replaces the body.
    ///
    /// @param body every line ended by CRLF, as the content must be
    void replaceBody(Content body);

    /// Replaces the reverse-path of the envelope.
    void changeReversePath(ReversePath reversePath);

    /// Replaces the reverse-path of the envelope and what its reports are to be like.
    ///
    /// @param parameters of which `ENVID` and `RET` take the place of the client's
    void changeReversePath(ReversePath reversePath, MailParameters parameters);

    /// Adds a recipient; the guards are asked again for it before the message is stored.
    default void addRecipient(Mailbox recipient) {
        addRecipient(recipient, RecipientParameters.NONE);
    }

    /// Adds a recipient with its parameters; the guards are asked again for it before the message
    /// is stored. One that is there already stays as it is.
    void addRecipient(Mailbox recipient, RecipientParameters parameters);

    /// Removes a recipient; returns whether it was there. A message that loses its last recipient
    /// is discarded.
    boolean removeRecipient(Mailbox recipient);
}

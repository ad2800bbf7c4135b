package io.staffetta.milter.wire;

import io.staffetta.spi.mail.Header;
import io.staffetta.spi.mail.MailParameters;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.spi.mail.RecipientParameters;
import io.staffetta.spi.mail.ReversePath;

import java.util.Optional;

/// What a filter wants changed in a message.
public sealed interface Edit {

    /// A field below all others.
    record AddHeader(Header header) implements Edit {}

    /// A field at a place.
    ///
    /// @param index how many fields are to stand above it, our own among them
    record InsertHeader(int index, Header header) implements Edit {}

    /// Another value of a field; below all others if there is none.
    ///
    /// @param index which one of that name, from 1, our own not counted
    record ChangeHeader(int index, Header header) implements Edit {}

    /// No field any more.
    ///
    /// @param index which one of that name, from 1, our own not counted
    record RemoveHeader(int index, String name) implements Edit {}

    /// A further part of the new body.
    record ReplaceBody(byte[] octets) implements Edit {}

    /// A recipient more.
    record AddRecipient(String address, RecipientParameters parameters) implements Edit {}

    /// A recipient less.
    record RemoveRecipient(String address) implements Edit {}

    /// Another sender.
    ///
    /// @param parameters what the filter said of reports
    record ChangeSender(ReversePath path, Optional<MailParameters> parameters) implements Edit {}

    /// The message is to be held.
    record Quarantine(String reason) implements Edit {}

    /// Reads an address without its angle brackets. One without a domain is ours.
    ///
    /// @throws IllegalArgumentException if it is none
    static Mailbox mailbox(String address, String hostname) {
        return Mailbox.parse(address.indexOf('@') < 0 ? address + "@" + hostname : address);
    }
}

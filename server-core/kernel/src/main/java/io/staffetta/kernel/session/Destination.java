package io.staffetta.kernel.session;

import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// Where a recipient leads.
sealed interface Destination {

    /// To these mailboxes, through a domain that is ours.
    record Local(List<Mailbox> targets) implements Destination {}

    /// Nowhere, in a domain that is ours.
    record Unknown() implements Destination {}

    /// To a domain that is not ours.
    record Foreign() implements Destination {}
}

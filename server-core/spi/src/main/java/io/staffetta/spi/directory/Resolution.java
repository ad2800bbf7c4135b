package io.staffetta.spi.directory;

import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// Where a local mailbox leads.
public sealed interface Resolution {

    /// To these mailboxes: primary addresses of local accounts, or remote mailboxes. At least one,
    /// no duplicates.
    record Deliver(List<Mailbox> targets) implements Resolution {
        public Deliver {
            targets = List.copyOf(targets);
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("a mailbox must lead somewhere");
            }
        }
    }

    /// Nowhere: there is no such mailbox.
    record Unknown() implements Resolution {}
}

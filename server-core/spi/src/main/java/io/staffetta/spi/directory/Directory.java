package io.staffetta.spi.directory;

import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

/// Knows which domains are ours and where their mailboxes lead. Implemented by account stores;
/// plugins inject it as the union of all of them and the domains of the configuration file.
///
/// Methods throw [java.io.UncheckedIOException] if the store cannot tell now.
public interface Directory {

    /// Whether mail for the domain is for us.
    boolean isLocal(Domain domain);

    /// Follows addresses, aliases, sub-addresses and catch-alls of a local mailbox to their ends.
    ///
    /// @param mailbox a mailbox of a local domain, any case
    Resolution resolve(Mailbox mailbox);
}

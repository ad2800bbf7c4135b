package io.staffetta.spi.auth;

import io.staffetta.spi.mail.Mailbox;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/// An account as a store knows it.
///
/// @param name what it logs in with, folded; also its primary address in the SQL store
/// @param addresses the mailboxes that are its own, the primary one first
/// @param locked whether it may not log in
public record Account(String name, List<Mailbox> addresses, boolean locked) {
    public Account {
        addresses = List.copyOf(addresses);
    }

    /// Whether an authorization identity (RFC 4422 §2) is one of the account's own names: its name
    /// or one of its addresses, in any case. Nobody acts for another account.
    public boolean isNamed(String identity) {
        var folded = Normalizer.normalize(identity, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return folded.equals(name.toLowerCase(Locale.ROOT))
                || addresses.stream()
                        .map(Mailbox::folded)
                        .anyMatch(address -> folded.equals(address.toString()));
    }
}

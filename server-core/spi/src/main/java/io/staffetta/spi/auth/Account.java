package io.staffetta.spi.auth;

import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// An account as a store knows it.
///
/// @param name what it logs in with, folded; also its primary address in the SQL store
/// @param addresses the mailboxes that are its own, the primary one first
/// @param locked whether it may not log in
public record Account(String name, List<Mailbox> addresses, boolean locked) {
    public Account {
        addresses = List.copyOf(addresses);
    }
}

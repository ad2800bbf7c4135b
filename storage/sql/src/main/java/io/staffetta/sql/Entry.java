package io.staffetta.sql;

import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// What the store knows of an address.
sealed interface Entry {

    /// It belongs to an account.
    ///
    /// @param primary the account's primary address
    record Own(Mailbox primary) implements Entry {}

    /// It leads elsewhere.
    record Alias(List<Mailbox> targets) implements Entry {
        public Alias {
            targets = List.copyOf(targets);
        }
    }

    /// Nothing.
    record None() implements Entry {}
}

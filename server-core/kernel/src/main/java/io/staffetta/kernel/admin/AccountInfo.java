package io.staffetta.kernel.admin;

import io.staffetta.spi.auth.Account;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;

/// An account.
///
/// @param name what it logs in with
/// @param addresses its mailboxes, the primary one first
/// @param locked whether it may not log in
public record AccountInfo(String name, List<String> addresses, boolean locked) {

    public AccountInfo {
        addresses = List.copyOf(addresses);
    }

    static AccountInfo of(Account account) {
        return new AccountInfo(
                account.name(),
                account.addresses().stream().map(Mailbox::toString).toList(),
                account.locked());
    }
}

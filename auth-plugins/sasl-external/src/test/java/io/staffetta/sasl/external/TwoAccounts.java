package io.staffetta.sasl.external;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.FixedAccounts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Alice, who may log in by either of her addresses, and Bob.
enum TwoAccounts implements Accounts {
    TWO;

    private static final Account BOB =
            new Account("bob", List.of(Mailbox.parse("bob@example.org")), false);

    @Override
    public PasswordCheck check(String login, Secret password) {
        throw new AssertionError("EXTERNAL has no password");
    }

    @Override
    public Optional<Account> find(String login) {
        return switch (login.toLowerCase(Locale.ROOT)) {
            case "alice@example.org", "a.liddell@example.org" -> Optional.of(FixedAccounts.ALICE);
            case "bob", "bob@example.org" -> Optional.of(BOB);
            default -> Optional.empty();
        };
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return false;
    }
}

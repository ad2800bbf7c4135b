package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.mail.Mailbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// An account store with one account, for tests of SASL mechanisms.
public final class FixedAccounts implements Accounts {

    /// What the account logs in with.
    public static final String LOGIN = "alice@example.org";

    /// Its password.
    public static final String PASSWORD = "tanstaaf|";

    /// The account; it has one more address, `a.liddell@example.org`.
    public static final Account ALICE =
            new Account(
                    LOGIN,
                    List.of(Mailbox.parse(LOGIN), Mailbox.parse("a.liddell@example.org")),
                    false);

    private final boolean available;
    private final AtomicInteger checks = new AtomicInteger();

    private FixedAccounts(boolean available) {
        this.available = available;
    }

    /// A store that knows the account.
    public static FixedAccounts available() {
        return new FixedAccounts(true);
    }

    /// A store that cannot tell now.
    public static FixedAccounts unavailable() {
        return new FixedAccounts(false);
    }

    /// How many passwords were checked.
    public int checks() {
        return checks.get();
    }

    @Override
    public PasswordCheck check(String login, Secret password) {
        checks.incrementAndGet();
        if (!available) {
            return new PasswordCheck.Unavailable("the store is down");
        }
        if (!login.toLowerCase(Locale.ROOT).equals(LOGIN)) {
            return new PasswordCheck.Unknown();
        }
        return password.equals(Secret.of(PASSWORD))
                ? new PasswordCheck.Accepted(ALICE)
                : new PasswordCheck.Rejected("wrong password");
    }

    @Override
    public Optional<Account> find(String login) {
        return login.toLowerCase(Locale.ROOT).equals(LOGIN) ? Optional.of(ALICE) : Optional.empty();
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return account.equals(LOGIN) && ALICE.addresses().contains(sender.folded());
    }
}

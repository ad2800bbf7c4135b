package io.staffetta.testkit;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// An account store with one account, for tests of SASL mechanisms. It keeps whatever a mechanism
/// may ask for.
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

    /// Iterations of its SCRAM verifiers.
    public static final int SCRAM_ITERATIONS = 4096;

    private static final String DOWN = "the store is down";
    private static final byte[] SALT = {15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
    private static final Map<String, ScramVerifier> VERIFIERS = new ConcurrentHashMap<>();

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
            return new PasswordCheck.Unavailable(DOWN);
        }
        if (!isAlice(login)) {
            return new PasswordCheck.Unknown();
        }
        return password.equals(Secret.of(PASSWORD))
                ? new PasswordCheck.Accepted(ALICE)
                : new PasswordCheck.Rejected("wrong password");
    }

    @Override
    public Optional<Account> find(String login) {
        if (!available) {
            throw new UncheckedIOException(new IOException(DOWN));
        }
        return isAlice(login) ? Optional.of(ALICE) : Optional.empty();
    }

    @Override
    public Stored<ScramVerifier> scram(String login, String hash) {
        if (!available) {
            return new Stored.Unavailable<>(DOWN);
        }
        return isAlice(login)
                ? new Stored.Found<>(
                        ALICE, VERIFIERS.computeIfAbsent(hash, FixedAccounts::verifier))
                : new Stored.Unknown<>();
    }

    @Override
    public Stored<Secret> sharedSecret(String login) {
        if (!available) {
            return new Stored.Unavailable<>(DOWN);
        }
        return isAlice(login)
                ? new Stored.Found<>(ALICE, Secret.of(PASSWORD))
                : new Stored.Unknown<>();
    }

    @Override
    public boolean maySendAs(String account, Mailbox sender) {
        return account.equals(LOGIN) && ALICE.addresses().contains(sender.folded());
    }

    private static boolean isAlice(String login) {
        return login.toLowerCase(Locale.ROOT).equals(LOGIN);
    }

    private static ScramVerifier verifier(String hash) {
        return ScramVerifiers.of(Secret.of(PASSWORD), hash, SALT, SCRAM_ITERATIONS);
    }
}

package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What every account store must do.
public interface AccountsContract {

    /// The started store under test, the same for a whole test.
    Accounts accounts();

    /// Gives the store an account of a domain that is local.
    void haveAccount(String address, String password);

    /// Locks an account of the store.
    void haveLocked(String account);

    /// The right password.
    @Test
    default void acceptsTheRightPassword() {
        haveAccount("alice@example.org", "open sesame");
        assertThat(check("alice@example.org", "open sesame"))
                .isInstanceOfSatisfying(
                        PasswordCheck.Accepted.class,
                        accepted -> {
                            assertThat(accepted.account().name()).isEqualTo("alice@example.org");
                            assertThat(accepted.account().addresses().getFirst())
                                    .isEqualTo(Mailbox.parse("alice@example.org"));
                        });
    }

    /// The case of a login does not matter, that of a password does.
    @Test
    default void foldsTheLoginAndNotThePassword() {
        haveAccount("Alice@Example.org", "open sesame");
        assertThat(check("ALICE@EXAMPLE.ORG", "open sesame"))
                .isInstanceOfSatisfying(
                        PasswordCheck.Accepted.class,
                        accepted ->
                                assertThat(accepted.account().name())
                                        .isEqualTo("alice@example.org"));
        assertThat(check("alice@example.org", "Open Sesame"))
                .isInstanceOf(PasswordCheck.Rejected.class);
    }

    /// A wrong one, also one that only begins right.
    @Test
    default void rejectsAWrongPassword() {
        haveAccount("alice@example.org", "open sesame");
        assertThat(check("alice@example.org", "open sesam"))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(check("alice@example.org", "open sesame "))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(check("alice@example.org", "")).isInstanceOf(PasswordCheck.Rejected.class);
    }

    /// The next store is asked for what this one does not know.
    @Test
    default void doesNotAnswerForOthers() {
        haveAccount("alice@example.org", "open sesame");
        assertThat(check("bob@example.org", "open sesame"))
                .isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(check("not a mailbox", "open sesame")).isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(check("", "")).isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(check("' OR 1=1 --@example.org", "x")).isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(accounts().find("bob@example.org")).isEmpty();
    }

    /// A locked account has no right password.
    @Test
    default void rejectsALockedAccount() {
        haveAccount("alice@example.org", "open sesame");
        haveLocked("alice@example.org");
        assertThat(check("alice@example.org", "open sesame"))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(accounts().find("alice@example.org").orElseThrow().locked()).isTrue();
    }

    /// Reasons are for the log.
    @Test
    default void neverRepeatsAPassword() {
        haveAccount("alice@example.org", "open sesame");
        assertThat(check("alice@example.org", "swordfish").toString()).doesNotContain("swordfish");
        assertThat(check("bob@example.org", "swordfish").toString()).doesNotContain("swordfish");
    }

    /// An account without its password.
    @Test
    default void findsAnAccount() {
        haveAccount("alice@example.org", "open sesame");
        assertThat(accounts().find("ALICE@example.org").orElseThrow().name())
                .isEqualTo("alice@example.org");
    }

    /// Its own address, not that of others.
    @Test
    default void letsAnAccountSendAsItselfOnly() {
        haveAccount("alice@example.org", "open sesame");
        haveAccount("bob@example.org", "swordfish");
        assertThat(maySend("alice@example.org", "Alice@EXAMPLE.org")).isTrue();
        assertThat(maySend("alice@example.org", "bob@example.org")).isFalse();
        assertThat(maySend("alice@example.org", "alice@elsewhere.example")).isFalse();
        assertThat(maySend("alice@example.org", "nobody@example.org")).isFalse();
        assertThat(maySend("nobody@example.org", "alice@example.org")).isFalse();
    }

    /// What SCRAM needs is nothing, or fits the password.
    @Test
    default void keepsVerifiersThatFit() {
        haveAccount("alice@example.org", "open sesame");
        for (var hash : List.of("SHA-1", "SHA-256", "SHA-512")) {
            var stored = accounts().scram("Alice@example.org", hash);
            assertFoundOrMissing(stored);
            if (stored instanceof Stored.Found<ScramVerifier>(var account, var verifier)) {
                assertThat(account.name()).isEqualTo("alice@example.org");
                assertThat(verifier.hash()).isEqualTo(hash);
                assertThat(verifier.iterations()).isGreaterThanOrEqualTo(4096);
                assertThat(verifier)
                        .isEqualTo(
                                ScramVerifiers.of(
                                        Secret.of("open sesame"),
                                        hash,
                                        verifier.salt(),
                                        verifier.iterations()));
            }
        }
        assertThat(accounts().scram("alice@example.org", "MD5")).isInstanceOf(Stored.Missing.class);
    }

    /// What CRAM-MD5 needs is nothing, or the password.
    @Test
    default void keepsThePasswordItselfOrNothing() {
        haveAccount("alice@example.org", "open sesame");
        var stored = accounts().sharedSecret("Alice@example.org");
        assertFoundOrMissing(stored);
        if (stored instanceof Stored.Found<Secret>(var account, var secret)) {
            assertThat(account.name()).isEqualTo("alice@example.org");
            assertThat(secret).isEqualTo(Secret.of("open sesame"));
        }
    }

    /// The next store is asked, or the mechanism pretends.
    @Test
    default void keepsNothingForOthers() {
        haveAccount("alice@example.org", "open sesame");
        for (var login : List.of("bob@example.org", "not a mailbox", "")) {
            assertThat(accounts().scram(login, "SHA-256")).isInstanceOf(Stored.Unknown.class);
            assertThat(accounts().sharedSecret(login)).isInstanceOf(Stored.Unknown.class);
        }
    }

    /// The kernel refuses it when it sees that.
    @Test
    default void showsThatWhatItKeepsIsOfALockedAccount() {
        haveAccount("alice@example.org", "open sesame");
        haveLocked("alice@example.org");
        for (var stored :
                List.of(
                        accounts().scram("alice@example.org", "SHA-256"),
                        accounts().sharedSecret("alice@example.org"))) {
            assertFoundOrMissing(stored);
            if (stored instanceof Stored.Found<?> found) {
                assertThat(found.account().locked()).isTrue();
            }
        }
    }

    private static void assertFoundOrMissing(Stored<?> stored) {
        assertThat(stored).isInstanceOfAny(Stored.Found.class, Stored.Missing.class);
    }

    private PasswordCheck check(String login, String password) {
        return accounts().check(login, Secret.of(password));
    }

    private boolean maySend(String account, String sender) {
        return accounts().maySendAs(account, Mailbox.parse(sender));
    }
}

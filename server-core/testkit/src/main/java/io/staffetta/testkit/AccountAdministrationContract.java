package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.AccountAdministration;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.auth.AppPassword.Scope;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.PasswordCheck.Accepted;
import io.staffetta.spi.auth.PasswordCheck.Insufficient;
import io.staffetta.spi.auth.PasswordCheck.Rejected;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What every editable store must do. `example.org` is a local domain that is not the store's.
///
/// @param <S> the store
public interface AccountAdministrationContract<
        S extends Accounts & Directory & AccountAdministration> {

    /// The salted SHA-1 of `swordfish`.
    Secret SWORDFISH = Secret.of("{SSHA}LR8Jjh08i5y/rYLz1lcryJ1Kjb9zYWx0c2FsdA==");

    /// The started store under test.
    S store();

    /// Closes the store and opens it again on the same data; [#store()] gives the new one.
    void reopen();

    /// Whether the store has app passwords.
    default boolean hasAppPasswords() {
        return true;
    }

    /// Whether the store takes hashes of other servers.
    default boolean takesHashes() {
        return true;
    }

    /// Everything is there after a restart.
    @Test
    default void keepsWhatWasAdded() {
        store().addDomain(Domain.parse("example.net"));
        addAlice();
        store().addAddress("alice@example.org", mailbox("a.liddell@example.net"));
        store().addAlias("sales@example.net", mailbox("alice@example.org"));
        store().addAlias("@example.net", mailbox("Bob@elsewhere.example"));
        store().setLocked("alice@example.org", true);
        reopen();
        assertThat(store().domains()).containsExactly(Domain.parse("example.net"));
        assertThat(store().accounts())
                .containsExactly(
                        new Account(
                                "alice@example.org",
                                List.of(
                                        mailbox("alice@example.org"),
                                        mailbox("a.liddell@example.net")),
                                true));
        assertThat(store().aliases())
                .containsExactly(
                        new AccountAdministration.Alias(
                                "@example.net", List.of(mailbox("Bob@elsewhere.example"))),
                        new AccountAdministration.Alias(
                                "sales@example.net", List.of(mailbox("alice@example.org"))));
        store().setLocked("alice@example.org", false);
        assertThat(check("alice@example.org", "open sesame"))
                .isInstanceOf(PasswordCheck.Accepted.class);
    }

    /// The old password is worth nothing at once.
    @Test
    default void replacesAPassword() {
        addAlice();
        store().setPassword("Alice@example.org", Secret.of("swordfish"));
        assertThat(check("alice@example.org", "open sesame"))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(check("alice@example.org", "swordfish"))
                .isInstanceOf(PasswordCheck.Accepted.class);
    }

    /// Also for a lookup that was just answered.
    @Test
    default void changesCountAtOnce() {
        assertThat(resolve("alice@example.org")).isEqualTo(new Resolution.Unknown());
        addAlice();
        assertThat(resolve("alice@example.org")).isEqualTo(toAlice());
        assertThat(resolve("liddell@example.org")).isEqualTo(new Resolution.Unknown());
        store().addAddress("alice@example.org", mailbox("Liddell@example.org"));
        assertThat(resolve("liddell@example.org")).isEqualTo(toAlice());
        store().removeAddress("alice@example.org", mailbox("liddell@EXAMPLE.org"));
        assertThat(resolve("liddell@example.org")).isEqualTo(new Resolution.Unknown());
        store().removeAccount("alice@example.org");
        assertThat(resolve("alice@example.org")).isEqualTo(new Resolution.Unknown());
        assertThat(check("alice@example.org", "open sesame"))
                .isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(store().isLocal(Domain.parse("example.net"))).isFalse();
        store().addDomain(Domain.parse("example.net"));
        assertThat(store().isLocal(Domain.parse("example.net"))).isTrue();
        store().removeDomain(Domain.parse("example.net"));
        assertThat(store().isLocal(Domain.parse("example.net"))).isFalse();
    }

    /// Its addresses, their sub-addresses, and aliases that lead to it.
    @Test
    default void letsAnAccountSendAsWhatLeadsToIt() {
        addAlice();
        store().addAddress("alice@example.org", mailbox("liddell@example.org"));
        store().addAlias("sales@example.org", mailbox("team@example.org"));
        store().addAlias("team@example.org", mailbox("alice@example.org"));
        store().addAlias("other@example.org", mailbox("bob@elsewhere.example"));
        assertThat(List.of("liddell@example.org", "alice+x@example.org", "sales@example.org"))
                .allMatch(sender -> store().maySendAs("alice@example.org", mailbox(sender)));
        assertThat(List.of("other@example.org", "bob@elsewhere.example", "x@example.org"))
                .noneMatch(sender -> store().maySendAs("alice@example.org", mailbox(sender)));
    }

    /// Any address of an account logs it in.
    @Test
    default void logsInWithAnyAddress() {
        addAlice();
        store().addAddress("alice@example.org", mailbox("liddell@example.org"));
        assertThat(check("Liddell@example.org", "open sesame"))
                .isInstanceOfSatisfying(
                        PasswordCheck.Accepted.class,
                        accepted ->
                                assertThat(accepted.account().name())
                                        .isEqualTo("alice@example.org"));
    }

    /// One line that says what is wrong.
    @Test
    default void refusesWhatBreaksARule() {
        addAlice();
        store().addAlias("sales@example.org", mailbox("alice@example.org"));
        assertRefused(() -> add("Alice@example.org"), "alice@example.org exists already");
        assertRefused(() -> add("sales@example.org"), "sales@example.org exists already");
        assertRefused(() -> add("x@elsewhere.example"), "elsewhere.example is not a local domain");
        assertRefused(() -> store().addAccount(mailbox("bob@example.org"), Secret.of("")), "empty");
        assertRefused(() -> store().setPassword("bob@example.org", Secret.of("x")), "no account");
        assertRefused(() -> store().removeAccount("bob@example.org"), "no account");
        assertRefused(() -> store().setLocked("bob@example.org", true), "no account");
        assertRefused(
                () -> store().addAddress("bob@example.org", mailbox("b@example.org")),
                "no account");
        assertRefused(
                () -> store().addAddress("alice@example.org", mailbox("sales@example.org")),
                "exists already");
        assertRefused(
                () -> store().addAddress("alice@example.org", mailbox("a@elsewhere.example")),
                "not a local domain");
        assertRefused(
                () -> store().removeAddress("alice@example.org", mailbox("alice@example.org")),
                "primary");
        assertRefused(
                () -> store().removeAddress("alice@example.org", mailbox("sales@example.org")),
                "not an address");
        assertThat(store().accounts())
                .extracting(Account::name)
                .containsExactly("alice@example.org");
    }

    /// The same for aliases and domains.
    @Test
    default void refusesAliasesAndDomainsThatBreakARule() {
        addAlice();
        store().addAlias("sales@example.org", mailbox("alice@example.org"));
        assertRefused(() -> alias("alice@example.org", "b@example.org"), "exists already");
        assertRefused(() -> alias("sales@example.org", "alice@example.org"), "already");
        assertRefused(() -> alias("me@example.org", "Me@example.org"), "itself");
        assertRefused(() -> alias("x@elsewhere.example", "a@example.org"), "not a local domain");
        assertRefused(() -> alias("nonsense", "a@example.org"), "no @");
        assertRefused(() -> store().removeAlias("alice@example.org"), "no alias");
        assertRefused(() -> store().removeAlias("x@example.org"), "no alias");
        assertRefused(() -> store().removeDomain(Domain.parse("example.net")), "no domain");
        store().addDomain(Domain.parse("example.net"));
        assertRefused(() -> store().addDomain(Domain.parse("EXAMPLE.net")), "exists already");
        store().addAlias("@example.net", mailbox("alice@example.org"));
        assertRefused(() -> store().removeDomain(Domain.parse("example.net")), "still has");
        store().removeAlias("@Example.net");
        store().removeDomain(Domain.parse("example.net"));
        assertThat(store().domains()).isEmpty();
    }

    /// Each lets in until it is taken back, beside the main password.
    @Test
    default void makesAppPasswords() {
        addAlice();
        if (!hasAppPasswords()) {
            assertRefused(this::addPhone, "no app passwords");
            return;
        }
        var phone = addPhone();
        var laptop = store().addAppPassword("alice@example.org", "laptop", Scope.SEND);
        assertThat(phone).isNotEqualTo(laptop);
        reopen();
        assertThat(check("alice@example.org", phone.reveal())).isInstanceOf(Accepted.class);
        assertThat(check("alice@example.org", "open sesame")).isInstanceOf(Accepted.class);
        assertThat(store().appPasswords("alice@example.org"))
                .extracting(AppPassword::name)
                .containsExactly("laptop", "phone");
        assertRefused(this::addPhone, "already");
        store().removeAppPassword("alice@example.org", "phone");
        assertThat(check("alice@example.org", phone.reveal())).isInstanceOf(Rejected.class);
        assertThat(check("alice@example.org", laptop.reveal())).isInstanceOf(Accepted.class);
        assertRefused(
                () -> store().removeAppPassword("alice@example.org", "phone"), "no app password");
        store().setLocked("alice@example.org", true);
        assertThat(check("alice@example.org", laptop.reveal())).isInstanceOf(Rejected.class);
    }

    /// Only who knows the main password hears that it is not enough.
    @Test
    default void demandsAppPasswords() {
        addAlice();
        if (!hasAppPasswords()) {
            assertThat(store().isAppPasswordsOnly("alice@example.org")).isFalse();
            assertRefused(
                    () -> store().setAppPasswordsOnly("alice@example.org", true),
                    "no app passwords");
            return;
        }
        var phone = addPhone();
        store().setAppPasswordsOnly("alice@example.org", true);
        reopen();
        assertThat(store().isAppPasswordsOnly("alice@example.org")).isTrue();
        assertThat(check("alice@example.org", "open sesame")).isInstanceOf(Insufficient.class);
        assertThat(check("alice@example.org", "swordfish")).isInstanceOf(Rejected.class);
        assertThat(check("alice@example.org", phone.reveal())).isInstanceOf(Accepted.class);
        assertThat(store().scram("alice@example.org", "SHA-256"))
                .isInstanceOf(Stored.Missing.class);
        assertThat(store().sharedSecret("alice@example.org")).isInstanceOf(Stored.Missing.class);
        store().setAppPasswordsOnly("alice@example.org", false);
        assertThat(check("alice@example.org", "open sesame")).isInstanceOf(Accepted.class);
    }

    /// An imported hash replaces all of a password, and works before and after its renewal.
    @Test
    default void takesHashesOfOtherServers() {
        addAlice();
        if (!takesHashes()) {
            assertRefused(
                    () -> store().importPassword("alice@example.org", SWORDFISH), "cannot import");
            return;
        }
        store().importPassword("alice@example.org", SWORDFISH);
        assertThat(check("alice@example.org", "open sesame")).isInstanceOf(Rejected.class);
        assertThat(store().scram("alice@example.org", "SHA-256"))
                .isInstanceOf(Stored.Missing.class);
        store().importAccount(mailbox("bob@example.org"), SWORDFISH);
        for (var account : List.of("alice@example.org", "bob@example.org")) {
            assertThat(check(account, "swordfish")).isInstanceOf(Accepted.class);
            assertThat(check(account, "swordfish")).isInstanceOf(Accepted.class);
            assertThat(check(account, "open sesame")).isInstanceOf(Rejected.class);
            assertThat(store().credentials(account)).isNotEmpty();
        }
        assertRefused(() -> store().importPassword("carol@example.org", SWORDFISH), "no account");
        assertRefused(
                () -> store().importAccount(mailbox("bob@example.org"), SWORDFISH),
                "exists already");
        assertRefused(
                () -> store().importAccount(mailbox("x@elsewhere.example"), SWORDFISH),
                "not a local domain");
        assertRefused(
                () -> store().importPassword("alice@example.org", Secret.of("{PLAIN}swordfish")),
                "PLAIN");
        assertRefused(
                () -> store().importPassword("alice@example.org", Secret.of("swordfish")),
                "no kind that is taken");
    }

    private Secret addPhone() {
        return store().addAppPassword("alice@example.org", "phone", Scope.SEND);
    }

    private void addAlice() {
        store().addAccount(mailbox("alice@example.org"), Secret.of("open sesame"));
    }

    private void add(String address) {
        store().addAccount(mailbox(address), Secret.of("open sesame"));
    }

    private void alias(String source, String target) {
        store().addAlias(source, mailbox(target));
    }

    private PasswordCheck check(String login, String password) {
        return store().check(login, Secret.of(password));
    }

    private Resolution resolve(String mailbox) {
        return store().resolve(mailbox(mailbox));
    }

    private static Resolution toAlice() {
        return new Resolution.Deliver(List.of(mailbox("alice@example.org")));
    }

    private static Mailbox mailbox(String text) {
        return Mailbox.parse(text);
    }

    private static void assertRefused(ThrowingCallable change, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(change)
                .withMessageContaining(why)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1));
    }
}

package io.staffetta.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.AccountsContract;
import io.staffetta.testkit.FixedFacts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// Against a real OpenLDAP.
@Timeout(120)
class LdapAccountsTest implements AccountsContract {

    @TempDir Path folder;
    private final List<LdapAccounts> stores = new ArrayList<>();
    private Slapd slapd;
    private LdapAccounts accounts;

    @BeforeEach
    void start() throws Exception {
        slapd = Slapd.start(folder);
        accounts = open(settings -> settings);
    }

    @AfterEach
    void stop() throws Exception {
        stores.forEach(LdapAccounts::close);
        if (slapd != null) {
            slapd.close();
        }
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public void haveAccount(String address, String password) {
        try {
            slapd.addPerson(address, password);
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void haveLocked(String account) {
        try {
            slapd.set(account.substring(0, account.indexOf('@')), "description", "gesperrt");
        } catch (LDAPException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void logsInByUserNameToo() {
        haveAccount("alice@example.org", "open sesame");

        assertThat(accounts.check("alice", Secret.of("open sesame")))
                .isInstanceOfSatisfying(
                        PasswordCheck.Accepted.class,
                        accepted ->
                                assertThat(accepted.account().name())
                                        .isEqualTo("alice@example.org"));
    }

    @Test
    void aLoginIsNeverAFilter() {
        haveAccount("alice@example.org", "open sesame");

        for (var login : List.of("*", "a*", "alice)(uid=*", "*)(|(uid=*", "\\2a", "alice\0")) {
            assertThat(accounts.check(login, Secret.of("open sesame")))
                    .as(login)
                    .isInstanceOf(PasswordCheck.Unknown.class);
            assertThat(accounts.find(login)).as(login).isEmpty();
        }
        assertThat(accounts.resolve(Mailbox.parse("*@example.org")))
                .isEqualTo(new Resolution.Unknown());
    }

    @Test
    void anEmptyPasswordIsNotTheAnonymousOne() {
        haveAccount("alice@example.org", "open sesame");

        assertThat(accounts.check("alice@example.org", Secret.of("")))
                .isInstanceOf(PasswordCheck.Rejected.class);
    }

    @Test
    void whereSeveralFitNobodyIsMeant() throws Exception {
        slapd.addPerson("alice@example.org", "one");
        slapd.addPerson("bob@example.org", "two", "mail", "alice@example.org");

        assertThat(accounts.check("alice@example.org", Secret.of("one")))
                .isInstanceOf(PasswordCheck.Unknown.class);
        assertThat(accounts.resolve(Mailbox.parse("alice@example.org")))
                .isEqualTo(new Resolution.Unknown());
    }

    @Test
    void mailForItsMailboxes() throws Exception {
        slapd.addPerson("alice@example.org", "x", "mailLocalAddress", "A.Liddell@example.org");

        for (var address :
                List.of("ALICE@example.org", "a.liddell@example.org", "alice+shop@example.org")) {
            assertThat(accounts.resolve(Mailbox.parse(address)))
                    .as(address)
                    .isEqualTo(new Resolution.Deliver(List.of(Mailbox.parse("alice@example.org"))));
            assertThat(accounts.maySendAs("alice@example.org", Mailbox.parse(address))).isTrue();
        }
        assertThat(accounts.resolve(Mailbox.parse("+x@example.org")))
                .isEqualTo(new Resolution.Unknown());
        assertThat(accounts.isLocal(Domain.parse("Example.ORG"))).isTrue();
        assertThat(accounts.isLocal(Domain.parse("example.net"))).isFalse();
    }

    @Test
    void keepsNothingForMechanismsThatNeedMore() {
        haveAccount("alice@example.org", "open sesame");

        assertThat(accounts.scram("alice@example.org", "SHA-256"))
                .isEqualTo(new Stored.Missing<>());
        assertThat(accounts.sharedSecret("bob@example.org")).isEqualTo(new Stored.Unknown<>());
    }

    @Test
    void aDirectoryThatIsDownIsNoRefusalAndComesBack() throws Exception {
        haveAccount("alice@example.org", "open sesame");
        assertThat(login()).isInstanceOf(PasswordCheck.Accepted.class);

        slapd.stop();
        assertThat(login()).isInstanceOf(PasswordCheck.Unavailable.class);
        assertThatThrownBy(() -> accounts.find("carol@example.org"))
                .isInstanceOf(UncheckedIOException.class);

        slapd.run();
        assertThat(login()).isInstanceOf(PasswordCheck.Accepted.class);
    }

    /// What strangers call themselves is remembered for a while; kilobytes of each would fill the
    /// memory.
    @Test
    void whatIsTooLongForALoginIsNotAskedFor() throws Exception {
        slapd.stop();
        var login = "a".repeat(8000);

        assertThat(accounts.find(login)).isEmpty();
        assertThat(accounts.scram(login, "SHA-256")).isEqualTo(new Stored.Unknown<>());
    }

    @Test
    void theServerStartsWithoutItsDirectory() throws Exception {
        slapd.stop();
        var early = open(settings -> settings);
        assertThat(early.check("alice@example.org", Secret.of("open sesame")))
                .isInstanceOf(PasswordCheck.Unavailable.class);

        slapd.run();
        haveAccount("alice@example.org", "open sesame");
        assertThat(early.check("alice@example.org", Secret.of("open sesame")))
                .isInstanceOf(PasswordCheck.Accepted.class);
    }

    @Test
    void aStrangersCertificateIsNotBelieved() throws Exception {
        haveAccount("alice@example.org", "open sesame");
        var system = open(settings -> settings.withoutAuthorities());
        // The address of the host that the certificate is for: a look-up backwards must not do.
        var otherName =
                open(settings -> settings.with(slapd.url().replace("localhost", "127.0.0.1")));

        for (var store : List.of(system, otherName)) {
            assertThat(store.check("alice@example.org", Secret.of("open sesame")))
                    .isInstanceOf(PasswordCheck.Unavailable.class)
                    .asString()
                    .doesNotContain("open sesame");
        }
    }

    @Test
    void speaksTlsFromTheFirstOctetToo() throws Exception {
        haveAccount("alice@example.org", "open sesame");
        var store = open(settings -> settings.with(slapd.secureUrl()));
        var stranger = open(settings -> settings.with(slapd.secureUrl()).withoutAuthorities());

        assertThat(store.check("alice", Secret.of("open sesame")))
                .isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(stranger.check("alice", Secret.of("open sesame")))
                .isInstanceOf(PasswordCheck.Unavailable.class);
    }

    @Test
    void searchesAsItsOwnUserAndStaysThatUser() throws Exception {
        haveAccount("alice@example.org", "open sesame");
        var store = open(settings -> settings.as(Slapd.ADMIN, Slapd.PASSWORD));

        for (int i = 0; i < 20; i++) {
            assertThat(store.check("alice@example.org", Secret.of("open sesame")))
                    .isInstanceOf(PasswordCheck.Accepted.class);
            assertThat(store.check("alice@example.org", Secret.of("wrong")))
                    .isInstanceOf(PasswordCheck.Rejected.class);
        }
        assertThat(
                        open(settings -> settings.as(Slapd.ADMIN, "wrong"))
                                .check("alice", Secret.of("x")))
                .isInstanceOf(PasswordCheck.Unavailable.class);
    }

    @Test
    void manyAtOnceShareFewConnections() throws Exception {
        haveAccount("alice@example.org", "open sesame");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<PasswordCheck>>();
            for (int i = 0; i < 100; i++) {
                var password = Secret.of(i % 2 == 0 ? "open sesame" : "wrong");
                calls.add(() -> accounts.check("alice@example.org", password));
            }
            var results = threads.invokeAll(calls);
            for (int i = 0; i < 100; i++) {
                assertThat(results.get(i).get())
                        .isInstanceOf(
                                i % 2 == 0
                                        ? PasswordCheck.Accepted.class
                                        : PasswordCheck.Rejected.class);
            }
        }
    }

    private PasswordCheck login() {
        return accounts.check("alice@example.org", Secret.of("open sesame"));
    }

    private LdapAccounts open(UnaryOperator<TestSettings> changes) throws Exception {
        var settings = changes.apply(TestSettings.of(slapd)).build();
        var store = new LdapAccounts(settings, FixedFacts.in(folder));
        store.start();
        stores.add(store);
        return store;
    }
}

package io.staffetta.kernel.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.kernel.dkim.DkimKeys;
import io.staffetta.kernel.dkim.KeyAlgorithm;
import io.staffetta.kernel.dkim.KeyState;
import io.staffetta.kernel.records.RecordKind;
import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.AppPassword;
import io.staffetta.spi.mail.Domain;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What holds in this process and over HTTP alike.
abstract class AdministrationContract {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

    final FakeServer server = new FakeServer();

    abstract Administration admin();

    @Test
    void accountsAreEdited() {
        admin().addAccount("Ann@example.org", Secret.of("pässword \"1\""));
        admin().addAddress("Ann@example.org", "a@example.org");
        admin().setLocked("Ann@example.org", true);

        assertThat(admin().accounts())
                .containsExactly(
                        new AccountInfo(
                                "Ann@example.org",
                                List.of("Ann@example.org", "a@example.org"),
                                true));
        assertThat(server.passwords).containsEntry("Ann@example.org", "pässword \"1\"");

        admin().setPassword("Ann@example.org", Secret.of("2"));
        admin().setLocked("Ann@example.org", false);
        admin().removeAddress("Ann@example.org", "a@example.org");

        assertThat(server.passwords).containsEntry("Ann@example.org", "2");
        assertThat(admin().accounts())
                .containsExactly(
                        new AccountInfo("Ann@example.org", List.of("Ann@example.org"), false));

        admin().removeAccount("Ann@example.org");

        assertThat(admin().accounts()).isEmpty();
    }

    @Test
    void mistakesAreExplainedInOneLine() {
        admin().addAccount("ann@example.org", Secret.of("1"));

        assertThatThrownBy(() -> admin().addAccount("ann@example.org", Secret.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account exists: ann@example.org");
        assertThatThrownBy(() -> admin().addAccount("ann", Secret.of("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no @ in address: ann");
        assertThatThrownBy(() -> admin().addAccount("bob@example.org", Secret.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the password is empty");
    }

    @Test
    void withoutAnEditableStoreNothingIsEdited() {
        server.editable = false;
        assertThatThrownBy(() -> admin().accounts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("none of the configured account stores can be edited");
        assertThat(admin().domains()).containsExactly(new DomainInfo("example.org", true));
    }

    @Test
    void aStoreThatCannotBeReachedIsSaidSo() {
        server.broken = true;
        assertThatThrownBy(() -> admin().accounts())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the database is locked");
    }

    @Test
    void whatCannotBeDoneNowIsSaidSo() {
        server.stopping = true;
        assertThatThrownBy(() -> admin().reload())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the server stops");
    }

    @Test
    void hashesAreImported() {
        admin().credentials().importAccount("ann@example.org", Secret.of("$6$salt$x"));
        assertThat(server.passwords).containsEntry("ann@example.org", "hash $6$salt$x");

        admin().credentials().importPassword("ann@example.org", Secret.of("{SSHA}y"));
        assertThat(server.passwords).containsEntry("ann@example.org", "hash {SSHA}y");

        assertThatThrownBy(
                        () -> admin().credentials().importAccount("bob@example.org", Secret.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the password hash is empty");
    }

    @Test
    void appPasswordsAreMadeShownAndTakenBack() {
        admin().addAccount("ann@example.org", Secret.of("1"));
        admin().addAddress("ann@example.org", "a@example.org");
        var credentials = admin().credentials();

        var made =
                credentials.addAppPassword(
                        "ann@example.org", "Ann's phone", AppPassword.Scope.SEND);
        credentials.setAppPasswordsOnly("ann@example.org", true);

        var phone =
                new AppPassword(
                        "Ann's phone", AppPassword.Scope.SEND, FakeServer.START, Optional.empty());
        assertThat(made.reveal()).isEqualTo("made for Ann's phone");
        assertThat(credentials.appPasswords("ann@example.org")).containsExactly(phone);
        assertThat(credentials.show("A@Example.org"))
                .isEqualTo(
                        new AccountDetails(
                                "ann@example.org",
                                List.of("ann@example.org", "a@example.org"),
                                false,
                                List.of("argon2id", "SCRAM-SHA-256"),
                                true,
                                List.of(phone)));

        server.appPasswords.set(
                0,
                new AppPassword(
                        "Ann's phone",
                        AppPassword.Scope.SEND,
                        FakeServer.START,
                        Optional.of(FakeServer.START.plusSeconds(5))));
        assertThat(credentials.appPasswords("ann@example.org").getFirst().lastUse())
                .contains(FakeServer.START.plusSeconds(5));

        credentials.removeAppPassword("ann@example.org", "Ann's phone");
        credentials.setAppPasswordsOnly("ann@example.org", false);

        assertThat(credentials.show("ann@example.org").appPasswords()).isEmpty();
        assertThat(credentials.show("ann@example.org").appPasswordsOnly()).isFalse();
    }

    @Test
    void mistakesWithAppPasswordsAreExplained() {
        var credentials = admin().credentials();
        assertThatThrownBy(() -> credentials.show("bob@example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no account bob@example.org");
        for (var name : List.of("", " ", "a\nb", "x".repeat(5000))) {
            assertThatThrownBy(
                            () -> credentials.addAppPassword("ann", name, AppPassword.Scope.SEND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name of the app password");
        }
        assertThatThrownBy(() -> credentials.removeAppPassword("ann", "phone"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no app password phone");
    }

    @Test
    void failedLoginsAreShownAndForgotten() {
        var entry =
                new LoginFailures(
                        LoginFailures.Kind.CLIENT, "192.0.2.7/32", 30, FakeServer.START, true);
        server.logins.add(entry);
        server.logins.add(
                new LoginFailures(LoginFailures.Kind.ACCOUNT, "ann", 3, FakeServer.START, false));

        assertThat(admin().logins().list(1)).isEqualTo(new LoginListing(2, List.of(entry)));
        admin().logins().forget("192.0.2.7/32");

        assertThat(server.logins).hasSize(1);
        assertThatThrownBy(() -> admin().logins().forget("192.0.2.7/32"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no failed login counts against 192.0.2.7/32");
    }

    @Test
    void bansAreListedAddedAndLifted() {
        var ban =
                new BanInfo(
                        "192.0.2.0/24",
                        "noise",
                        FakeServer.START,
                        FakeServer.START.plusSeconds(90));

        assertThat(admin().bans().add("192.0.2.0/24", Duration.ofSeconds(90), "noise"))
                .isEqualTo(ban);
        assertThat(admin().bans().list(5)).isEqualTo(new BanListing(1, List.of(ban)));
        assertThat(admin().bans().lift("192.0.2.0/24")).isEqualTo(1);
        assertThatThrownBy(() -> admin().bans().lift("192.0.2.0/24"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nobody in 192.0.2.0/24 is banned");
    }

    @Test
    void signingKeysAreMadePublishedAndRotated(@TempDir Path folder) {
        server.dkimKeys.set(new DkimKeys(folder.resolve("dkim"), CLOCK));
        var dkim = admin().dkim();
        var both = List.of(KeyAlgorithm.RSA, KeyAlgorithm.ED25519);
        var made =
                dkim.create(new DkimKeyOrder("Example.ORG", Optional.empty(), both, 1024, false));
        assertThat(made)
                .extracting(DkimKeyInfo::name)
                .containsExactly(
                        "20260601-rsa._domainkey.example.org",
                        "20260601-ed25519._domainkey.example.org");
        assertThat(dkim.list(Optional.of("example.org"))).isEqualTo(made);
        assertThat(dkim.list(Optional.empty())).isEqualTo(made);
        assertThat(dkim.list(Optional.of("example.net"))).isEmpty();

        assertThatThrownBy(() -> dkim.activate("example.org", "20260601-rsa", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not published as it should be: nothing is published");
        made.forEach(key -> server.dns.add(key.name(), "TXT", key.record()));
        assertThat(dkim.activate("example.org", "20260601-RSA", false).state())
                .isEqualTo(KeyState.ACTIVE);
        assertThat(dkim.activate("example.org", "20260601-ed25519", false).activated())
                .contains(CLOCK.instant());

        var next = dkim.rotate("example.org", OptionalInt.of(1024));
        assertThat(next)
                .extracting(DkimKeyInfo::selector)
                .containsExactly("20260601-rsa-2", "20260601-ed25519-2");
        assertThatThrownBy(() -> dkim.rotate("example.org", OptionalInt.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is pending already");
        server.dns.add(next.getFirst().name(), "TXT", next.getFirst().record());
        server.dns.add(next.getLast().name(), "TXT", made.getLast().record());
        assertThatThrownBy(() -> dkim.finish("example.org", false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it holds another key");
        assertThat(dkim.finish("example.org", true))
                .extracting(DkimKeyInfo::state)
                .containsExactly(
                        KeyState.RETIRED, KeyState.RETIRED, KeyState.ACTIVE, KeyState.ACTIVE);

        dkim.remove("example.org", "20260601-rsa", false);
        assertThat(dkim.retire("example.org", "20260601-rsa-2").retired()).isPresent();
        assertThat(dkim.list(Optional.empty())).hasSize(3);
    }

    @Test
    void mistakesWithSigningKeysAreExplained(@TempDir Path folder) {
        server.dkimKeys.set(new DkimKeys(folder.resolve("dkim"), CLOCK));
        var dkim = admin().dkim();
        for (var selector : List.of("../../x", "a/b", "")) {
            assertThatThrownBy(() -> dkim.importKey("example.org", selector, Secret.of("secret")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("not a selector");
        }
        assertThatThrownBy(() -> dkim.importKey("example.org", "a", Secret.of("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a private key as PEM (PKCS #8 or PKCS #1)");
        assertThatThrownBy(() -> dkim.rotate("../x", OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a domain");
        assertThatThrownBy(() -> dkim.rotate("example.org", OptionalInt.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no key of example.org is active; make one by dkim create");
        assertThatThrownBy(() -> dkim.finish("example.org", true))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> dkim.retire("example.org", "a"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("dkim")).doesNotExist();
    }

    @Test
    void recordsAreCompared(@TempDir Path folder) {
        server.dkimKeys.set(new DkimKeys(folder.resolve("dkim"), CLOCK));
        server.dns.add("example.org", "MX", "10 mail.example.org");
        var report = admin().dnsReport("EXAMPLE.org", Set.of(RecordKind.SPF));
        assertThat(report)
                .isEqualTo(
                        server.domainRecords()
                                .report(
                                        Domain.parse("example.org"),
                                        Set.of(RecordKind.SPF),
                                        CLOCK.instant()));
        assertThat(report.well()).isFalse();
    }

    @Test
    void nothingSecretIsWrittenInTheLog() {
        var arguments =
                new Arguments(
                        Map.of(
                                "account",
                                "ann",
                                Arguments.PASSWORD,
                                "pw1",
                                Arguments.HASH,
                                "$6$",
                                Arguments.KEY,
                                "-----BEGIN"));
        assertThat(arguments).hasToString("{account=ann}");
    }

    @Test
    void aliasesAndDomainsAreEdited() {
        admin().addDomain("Example.NET");
        admin().addAlias("@example.net", "ann@example.org");

        assertThat(admin().aliases())
                .containsExactly(new AliasInfo("@example.net", List.of("ann@example.org")));
        assertThat(admin().domains())
                .containsExactly(
                        new DomainInfo("example.net", false), new DomainInfo("example.org", true));

        admin().removeAlias("@example.net");
        admin().removeDomain("example.net");

        assertThat(admin().aliases()).isEmpty();
        assertThatThrownBy(() -> admin().removeDomain("example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configuration file");
    }

    @Test
    void aMessageIsExplained() {
        var request =
                new ExplainRequest(
                        Optional.of("mx"),
                        "",
                        "b@example.net",
                        Optional.of("192.0.2.1"),
                        Optional.empty());

        assertThat(admin().explain(request)).isEqualTo(server.explain(request));
        assertThatThrownBy(() ->
                        admin().explain(
                                        new ExplainRequest(
                                                Optional.empty(),
                                                "a",
                                                "",
                                                Optional.empty(),
                                                Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this server cannot explain: nothing to explain");
    }

    @Test
    void theServerIsShownAndReloaded() {
        server.queue.add("", "b@example.net");
        var status = admin().status();

        assertThat(status.version()).isEqualTo("1.0");
        assertThat(status.started()).isEqualTo(FakeServer.START);
        assertThat(status.listeners())
                .containsExactly(new ServerStatus.Listener("mx", "127.0.0.1:2525"));
        assertThat(status.queued()).isEqualTo(1);
        assertThat(status.spool().freeBytes()).isEqualTo(300);
        assertThat(status.readiness()).isEqualTo(new Readiness(true, List.of(), List.of()));
        assertThat(admin().plugins()).isEqualTo(server.pluginInfos());
        assertThat(admin().reload()).isEqualTo(server.reloadNow());
    }
}

package io.staffetta.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.spi.Secret;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;
import io.staffetta.testkit.DirectoryContract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class SqlDirectoryTest implements DirectoryContract {

    private static final Mailbox CHIEF = Mailbox.parse("chief@example.org");

    @TempDir Path data;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(data);
        store.accounts().addDomain(Domain.parse("example.org"));
        store.accounts().addDomain(Domain.parse("example.net"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Directory directory() {
        return store.accounts();
    }

    @Override
    public void haveAccount(String address) {
        store.accounts().addAccount(Mailbox.parse(address), Secret.of("open sesame"));
    }

    @Override
    public void haveAlias(String source, String target) {
        store.accounts().addAlias(source, Mailbox.parse(target));
    }

    @Test
    void postmasterIsUnknownUnlessConfigured() throws IOException {
        assertThat(resolve("postmaster@example.org")).isEqualTo(new Resolution.Unknown());
        reopen(TestSettings.none().with("postmaster", Optional.of(CHIEF)).bind());
        haveAccount("chief@example.org");
        assertThat(resolve("Postmaster@example.net"))
                .isEqualTo(new Resolution.Deliver(List.of(CHIEF)));
        haveAccount("postmaster@example.net");
        assertThat(resolve("postmaster@example.net"))
                .isEqualTo(
                        new Resolution.Deliver(List.of(Mailbox.parse("postmaster@example.net"))));
    }

    @Test
    void thePostmasterIsNotThatOfOthers() throws IOException {
        reopen(TestSettings.none().with("postmaster", Optional.of(CHIEF)).bind());
        haveAccount("chief@example.org");
        assertThat(sendsAs("postmaster@example.org")).isTrue();
        assertThat(sendsAs("postmaster@elsewhere.example")).isFalse();
    }

    @Test
    void anAliasThatLeadsToTooManyPutsMailOff() throws IOException {
        reopen(TestSettings.none().with("maxAliases", 3).bind());
        haveAlias("all@example.org", "a@elsewhere.example");
        haveAlias("all@example.org", "b@elsewhere.example");
        haveAlias("all@example.org", "c@elsewhere.example");
        assertThat(resolve("all@example.org")).isInstanceOf(Resolution.Deliver.class);
        haveAlias("all@example.org", "d@elsewhere.example");
        assertThatThrownBy(() -> resolve("all@example.org"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("alias all@example.org leads to more than 3 mailboxes");
    }

    @Test
    void aLongChainOfAliasesIsNoTrouble() {
        haveAccount("alice@example.org");
        haveAlias("a0@example.org", "alice@example.org");
        for (int i = 1; i <= 50; i++) {
            haveAlias("a%d@example.org".formatted(i), "a%d@example.org".formatted(i - 1));
        }
        assertThat(resolve("a50@example.org"))
                .isEqualTo(new Resolution.Deliver(List.of(Mailbox.parse("alice@example.org"))));
    }

    private boolean sendsAs(String sender) {
        return store.accounts().maySendAs(CHIEF.toString(), Mailbox.parse(sender));
    }

    private Resolution resolve(String mailbox) {
        return store.accounts().resolve(Mailbox.parse(mailbox));
    }

    private void reopen(SqlSettings settings) throws IOException {
        store.close();
        store = Store.open(data, settings, new CountingHasher());
    }
}

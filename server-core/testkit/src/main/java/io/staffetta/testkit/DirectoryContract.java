package io.staffetta.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

/// What every directory with aliases must do. `example.org` and `example.net` are local domains of
/// the directory.
public interface DirectoryContract {

    /// The directory under test, the same for a whole test.
    Directory directory();

    /// Gives it an account.
    void haveAccount(String address);

    /// Gives it an alias, or one more target of an alias.
    void haveAlias(String source, String target);

    /// Domains in any case.
    @Test
    default void knowsItsDomains() {
        assertThat(directory().isLocal(Domain.parse("Example.ORG"))).isTrue();
        assertThat(directory().isLocal(Domain.parse("elsewhere.example"))).isFalse();
        assertThat(directory().isLocal(Domain.parse("sub.example.org"))).isFalse();
    }

    /// The account's address, in any case.
    @Test
    default void resolvesAnAccount() {
        haveAccount("alice@example.org");
        assertLeadsTo("ALICE@example.org", "alice@example.org");
        assertLeadsNowhere("alice@example.net");
        assertLeadsNowhere("bob@example.org");
    }

    /// To one, to many, to the outside.
    @Test
    default void followsAliases() {
        haveAccount("alice@example.org");
        haveAccount("bob@example.org");
        haveAlias("sales@example.net", "Alice@example.org");
        haveAlias("sales@example.net", "bob@example.org");
        haveAlias("sales@example.net", "Carol@elsewhere.example");
        assertLeadsTo(
                "Sales@example.net",
                "alice@example.org",
                "bob@example.org",
                "Carol@elsewhere.example");
    }

    /// Each end once, however many ways lead there.
    @Test
    default void followsNestedAliases() {
        haveAccount("alice@example.org");
        haveAlias("one@example.org", "two@example.org");
        haveAlias("one@example.org", "three@example.org");
        haveAlias("two@example.org", "alice@example.org");
        haveAlias("three@example.org", "alice@example.org");
        assertLeadsTo("one@example.org", "alice@example.org");
    }

    /// A circle ends; what leads out of it counts.
    @Test
    default void survivesCircles() {
        haveAlias("a@example.org", "b@example.org");
        haveAlias("b@example.org", "c@example.org");
        haveAlias("c@example.org", "a@example.org");
        assertLeadsNowhere("a@example.org");
        haveAccount("alice@example.org");
        haveAlias("c@example.org", "alice@example.org");
        assertLeadsTo("a@example.org", "alice@example.org");
    }

    /// A dead end beside a live one is no error.
    @Test
    default void ignoresDeadEnds() {
        haveAccount("alice@example.org");
        haveAlias("team@example.org", "gone@example.org");
        assertLeadsNowhere("team@example.org");
        haveAlias("team@example.org", "alice@example.org");
        assertLeadsTo("team@example.org", "alice@example.org");
    }

    /// `user+detail`, unless that is a mailbox of its own.
    @Test
    default void stripsSubaddresses() {
        haveAccount("alice@example.org");
        haveAccount("alice+work@example.org");
        haveAlias("sales@example.org", "alice@example.org");
        assertLeadsTo("alice+shop+x@example.org", "alice@example.org");
        assertLeadsTo("alice+work@example.org", "alice+work@example.org");
        assertLeadsTo("sales+x@example.org", "alice@example.org");
        assertLeadsNowhere("+alice@example.org");
        assertLeadsNowhere("bob+x@example.org");
    }

    /// What has no mailbox of its own, and only in that domain.
    @Test
    default void catchesAll() {
        haveAccount("alice@example.org");
        haveAccount("bob@example.org");
        haveAlias("@example.org", "alice@example.org");
        assertLeadsTo("anybody@example.org", "alice@example.org");
        assertLeadsTo("bob@example.org", "bob@example.org");
        assertLeadsTo("bob+x@example.org", "bob@example.org");
        assertLeadsNowhere("anybody@example.net");
    }

    /// Any local part is only data.
    @Test
    default void survivesOddLocalParts() {
        haveAccount("alice@example.org");
        Stream.of(
                        "'",
                        "%",
                        "\"alice@example.org\"",
                        "\" \"",
                        "İİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİİ",
                        "_lice")
                .forEach(local -> assertLeadsNowhere(local + "@example.org"));
    }

    /// Letters are equal however they are composed.
    @Test
    default void comparesComposedLetters() {
        haveAccount("zo\u00eb@example.org");
        assertLeadsTo("ZOE\u0308@example.org", "zo\u00eb@example.org");
    }

    private void assertLeadsTo(String mailbox, String... ends) {
        assertThat(directory().resolve(Mailbox.parse(mailbox)))
                .isInstanceOfSatisfying(
                        Resolution.Deliver.class,
                        deliver ->
                                assertThat(deliver.targets())
                                        .extracting(Mailbox::toString)
                                        .containsExactlyInAnyOrder(ends));
    }

    private void assertLeadsNowhere(String mailbox) {
        assertThat(directory().resolve(Mailbox.parse(mailbox))).isEqualTo(new Resolution.Unknown());
    }
}

package io.staffetta.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.spi.Secret;
import io.staffetta.spi.auth.Account;
import io.staffetta.spi.auth.Accounts;
import io.staffetta.spi.auth.PasswordCheck;
import io.staffetta.spi.auth.ScramVerifier;
import io.staffetta.spi.auth.Stored;
import io.staffetta.spi.directory.Directory;
import io.staffetta.spi.directory.Resolution;
import io.staffetta.spi.mail.Domain;
import io.staffetta.spi.mail.Mailbox;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class CompositeAccountsTest {

    private static final Secret SECRET = Secret.of("secret");
    private static final Mailbox ANNA = Mailbox.parse("anna@one.example");

    private final List<String> asked = new ArrayList<>();

    @Test
    void theFirstStoreThatKnowsAnswers() {
        var accounts = chain(new Store("one", "bert"), new Store("two", "anna"));
        assertThat(accounts.check("anna", SECRET)).isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(asked).containsExactly("one", "two");
        assertThat(accounts.find("anna")).map(Account::name).hasValue("anna");
    }

    @Test
    void aRejectionIsFinal() {
        var accounts = chain(new Store("one", "anna"), new Store("two", "anna"));
        assertThat(accounts.check("anna", Secret.of("wrong")))
                .isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(asked).containsExactly("one");
    }

    @Test
    void nobodyKnowsMeansRejected() {
        var accounts = chain(new Store("one", "bert"), new Store("two", "carl"));
        assertThat(accounts.check("anna", SECRET)).isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(asked).containsExactly("one", "two");
        assertThat(chain().check("anna", SECRET)).isInstanceOf(PasswordCheck.Rejected.class);
    }

    @Test
    void aStoreThatCannotTellIsNotPassedOver() {
        var accounts = chain(new Store("one", "down"), new Store("two", "anna"));
        assertThat(accounts.check("anna", SECRET)).isInstanceOf(PasswordCheck.Unavailable.class);
        assertThat(asked).containsExactly("one");
    }

    @Test
    void aLockedAccountIsNotLookedUpInTheNextStore() {
        var accounts = chain(new Store("one", "anna", true), new Store("two", "anna"));
        assertThat(accounts.check("anna", SECRET)).isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(asked).containsExactly("one");
        assertThat(accounts.find("anna")).map(Account::locked).hasValue(true);
        assertThat(accounts.scram("anna", "SHA-256"))
                .isInstanceOfSatisfying(
                        Stored.Found.class, found -> assertThat(found.account().locked()).isTrue());
        assertThat(accounts.sharedSecret("anna"))
                .isInstanceOfSatisfying(
                        Stored.Found.class, found -> assertThat(found.account().locked()).isTrue());
    }

    @Test
    void theFirstStoreThatKnowsTheAccountAnswersForWhatItKeeps() {
        var accounts = chain(new Store("one", "bert"), new Store("two", "anna"));
        assertThat(accounts.scram("anna", "SHA-256")).isInstanceOf(Stored.Found.class);
        assertThat(accounts.sharedSecret("anna")).isInstanceOf(Stored.Found.class);
        assertThat(accounts.scram("carl", "SHA-256")).isInstanceOf(Stored.Unknown.class);
        assertThat(accounts.sharedSecret("carl")).isInstanceOf(Stored.Unknown.class);
        assertThat(chain().scram("anna", "SHA-256")).isInstanceOf(Stored.Unknown.class);
    }

    @Test
    void aStoreThatKeepsNothingOfItsAccountIsNotPassedOver() {
        var accounts = chain(new Store("one", "anna"), new Store("two", "anna"));
        assertThat(accounts.scram("anna", "SHA-1"))
                .as("the first store keeps SHA-256 only, and its account is meant")
                .isInstanceOf(Stored.Missing.class);
        var down = chain(new Store("one", "down"), new Store("two", "anna"));
        assertThat(down.scram("anna", "SHA-256")).isInstanceOf(Stored.Unavailable.class);
        assertThat(down.sharedSecret("anna")).isInstanceOf(Stored.Unavailable.class);
    }

    @Test
    void theStoreOfTheAccountDecidesWhatItMaySendAs() {
        var accounts = chain(new Store("one", "bert"), new Store("two", "anna"));
        assertThat(accounts.maySendAs("anna", ANNA)).isTrue();
        assertThat(accounts.maySendAs("carl", ANNA)).isFalse();
    }

    @Test
    void noStoreMakesSomebodyTheOwnerOfAnAccountOfOneBefore() {
        var accounts = chain(new Store("one", "anna"), new Store("two", "anna"));
        assertThat(accounts.check("two/anna", SECRET)).isInstanceOf(PasswordCheck.Rejected.class);
        assertThat(accounts.find("two/anna")).isEmpty();
        assertThat(accounts.scram("two/anna", "SHA-256")).isInstanceOf(Stored.Missing.class);
        assertThat(accounts.sharedSecret("two/anna")).isInstanceOf(Stored.Missing.class);

        var other = chain(new Store("one", "bert"), new Store("two", "anna"));
        assertThat(other.check("two/anna", SECRET)).isInstanceOf(PasswordCheck.Accepted.class);
        assertThat(other.find("two/anna")).isPresent();
        assertThat(other.scram("two/anna", "SHA-256")).isInstanceOf(Stored.Found.class);
    }

    @Test
    void theDirectoryIsTheUnionOfConfigurationAndStores() {
        var stores = late(new Store("one", "bert"), new Store("two", "anna"));
        var directory =
                new CompositeDirectory(() -> Set.of(Domain.parse("configured.example")), stores);
        assertThat(directory.isLocal(Domain.parse("configured.example"))).isTrue();
        assertThat(directory.isLocal(Domain.parse("two.example"))).isTrue();
        assertThat(directory.isLocal(Domain.parse("three.example"))).isFalse();
        assertThat(directory.resolve(Mailbox.parse("anna@configured.example")))
                .isInstanceOf(Resolution.Deliver.class);
        assertThat(directory.resolve(Mailbox.parse("carl@configured.example")))
                .isInstanceOf(Resolution.Unknown.class);
    }

    private static CompositeAccounts chain(Store... stores) {
        return new CompositeAccounts(late(stores));
    }

    private static Late<List<Accounts>> late(Store... stores) {
        var late = new Late<List<Accounts>>("stores");
        late.set(List.of(stores));
        return late;
    }

    /// Knows one account, by its name and by a login of its own, or cannot tell if that is called
    /// `down`.
    private final class Store implements Accounts, Directory {
        private final String name;
        private final Account account;

        Store(String name, String account) {
            this(name, account, false);
        }

        Store(String name, String account, boolean locked) {
            this.name = name;
            this.account = new Account(account, List.of(ANNA), locked);
        }

        private boolean knows(String login) {
            return login.equals(account.name()) || login.equals(name + "/" + account.name());
        }

        @Override
        public Stored<ScramVerifier> scram(String login, String hash) {
            if (knows(login) && !hash.equals("SHA-256")) {
                return new Stored.Missing<>();
            }
            var octet = new byte[] {1};
            return keeps(login, new ScramVerifier(hash, octet, 4096, octet, octet));
        }

        @Override
        public Stored<Secret> sharedSecret(String login) {
            return keeps(login, SECRET);
        }

        private <T> Stored<T> keeps(String login, T value) {
            if (account.name().equals("down")) {
                return new Stored.Unavailable<>("down");
            }
            return knows(login) ? new Stored.Found<>(account, value) : new Stored.Unknown<>();
        }

        @Override
        public PasswordCheck check(String login, Secret password) {
            asked.add(name);
            if (account.name().equals("down")) {
                return new PasswordCheck.Unavailable("down");
            }
            if (!knows(login)) {
                return new PasswordCheck.Unknown();
            }
            return password.equals(SECRET) && !account.locked()
                    ? new PasswordCheck.Accepted(account)
                    : new PasswordCheck.Rejected("wrong");
        }

        @Override
        public Optional<Account> find(String login) {
            return Optional.of(account).filter(_ -> knows(login));
        }

        @Override
        public boolean maySendAs(String login, Mailbox sender) {
            return account.addresses().contains(sender);
        }

        @Override
        public boolean isLocal(Domain domain) {
            return domain.name().equals(name + ".example");
        }

        @Override
        public Resolution resolve(Mailbox mailbox) {
            return mailbox.localPart().equals(account.name())
                    ? new Resolution.Deliver(account.addresses())
                    : new Resolution.Unknown();
        }
    }
}
